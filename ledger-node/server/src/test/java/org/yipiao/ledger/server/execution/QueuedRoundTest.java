package org.yipiao.ledger.server.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.store.StoreFailure;

/** What was ordered is read again whatever a validator put into its events. */
class QueuedRoundTest {

  private static final byte[] HASH = new byte[32];

  /** A store that called it damaged would be put aside, at every validator at the same round. */
  @Test
  void isReadWithMillionsOfPayloadsOfOneByte() {
    int count = 1_100_000;
    byte[] one = {Payload.TRANSACTION};
    byte[] round =
        round(Collections.<QueuedRound.Entry>nCopies(count, new QueuedRound.Whole(4, one)));
    assertThat(QueuedRound.decode(round).entries()).hasSize(count);
  }

  @Test
  void isDamagedWhenItSaysThatItHasMorePayloadsThanFitIntoItsBytes() {
    byte[] round = round(List.of(new QueuedRound.Whole(4, new byte[] {Payload.TRANSACTION})));
    int count = round.length - 10 - Integer.BYTES;
    round[count] = 0x7f;
    assertThatThrownBy(() -> QueuedRound.decode(round))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("round 1 says it has");
  }

  private static byte[] round(List<QueuedRound.Entry> entries) {
    return new QueuedRound(1, 1, HASH, HASH, entries).encode();
  }
}
