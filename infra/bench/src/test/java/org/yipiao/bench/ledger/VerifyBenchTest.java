package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class VerifyBenchTest {

  private final VerifyBench bench = new VerifyBench();

  @Test
  void whatItMeasuresRefusesAChangedLeafAndANoteWithoutItsQuorum() {
    var message = bench.ledger().message(300);
    assertThat(bench.holds(message)).isTrue();

    var leaves = new ArrayList<>(message.leaves());
    leaves.set(7, leaves.get(8));
    assertThat(
            bench.holds(new ForeignLedger.Message(leaves, message.proof(), message.checkpoint())))
        .isFalse();

    String note = message.checkpoint().strip();
    String shorter = note.substring(0, note.lastIndexOf('\n') + 1);
    assertThat(bench.holds(new ForeignLedger.Message(message.leaves(), message.proof(), shorter)))
        .isFalse();
  }
}
