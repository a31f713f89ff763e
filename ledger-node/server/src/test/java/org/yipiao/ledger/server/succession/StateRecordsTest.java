package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.hiero.StateFiles;
import org.yipiao.ledger.server.ordering.hiero.StateRecord;

/** The state with which engines stopped, as it goes from node to node. */
class StateRecordsTest {

  private static final StateRecord ONE = new StateRecord(new byte[] {1, 2}, new byte[] {3, 4, 5});
  private static final StateRecord EMPTY = new StateRecord(new byte[] {6}, new byte[0]);

  @Test
  void theBytesAreFixed() {
    Fixture.check(
        "stop-state",
        "The state with which engines stopped, of two records.",
        new StateRecords(List.of(ONE, EMPTY)).encode(),
        it -> {
          for (int i = 1; i <= 2; i++) {
            String name = "record." + i;
            it.open(1, name).field(1, name + ".key").field(2, name + ".value");
          }
        },
        bytes -> StateRecords.decode(bytes).encode());
  }

  @Test
  void whatIsNoStateIsRefused() {
    byte[] afterwards = new FieldWriter().bytes(1, record()).bytes(2, record()).toBytes();
    byte[] withoutKey = new FieldWriter().bytes(1, record(new byte[0])).toBytes();
    for (byte[] none : new byte[][] {{}, {1, 2, 3}, afterwards, withoutKey}) {
      assertThatThrownBy(() -> StateRecords.decode(none)).isInstanceOf(FormatException.class);
    }
  }

  private static byte[] record(byte... key) {
    return new FieldWriter().bytes(1, key).bytes(2, key).toBytes();
  }

  @Test
  void moreThanAnyStateHasIsRefused() {
    assertThat(new StateRecords(Collections.nCopies(StateFiles.MOST_RECORDS, ONE)).encode())
        .isNotEmpty();
    assertThatThrownBy(
            () -> new StateRecords(Collections.nCopies(StateFiles.MOST_RECORDS + 1, ONE)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("1001 records");
    assertThatThrownBy(() -> StateRecords.decode(new byte[StateRecords.MOST_BYTES + 1]))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bytes");
    var large =
        new StateRecords(
            List.of(new StateRecord(new byte[] {1}, new byte[StateRecords.MOST_BYTES])));
    assertThatThrownBy(large::encode).isInstanceOf(FormatException.class);
  }
}
