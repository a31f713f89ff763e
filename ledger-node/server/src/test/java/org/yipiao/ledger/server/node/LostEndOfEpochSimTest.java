package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;

/**
 * A validator loses its disk after it signed the last size of an epoch, which is not final, and the
 * fourth is silent: without the one there is no quorum.
 */
class LostEndOfEpochSimTest {

  private static final int LOST = 3;

  @TempDir Path directory;

  @Test
  void whoLostTheRecordOfAnEpochsLastSizeSignsItAnewByALargerOneItWasShown() throws Exception {
    var consortium = new SimulatedConsortium(directory, 71, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    var noted = new NotedCosignatures();
    consortium.corrupt(LOST, noted);
    var silent = new NotedCosignatures();
    silent.silent(true);
    List.of(1, 2, 4).forEach(member -> consortium.corrupt(member, silent));

    var changes = new AgreedChanges(consortium, 1, 2, 3);
    changes.apply(changes.suspension(4));
    long last = consortium.node(1).validators().present().fromSize() - 1;
    consortium.issue(10, 1);
    consortium.run(Duration.ofMillis(800));
    long larger = consortium.node(LOST).cosigning().lastSize();
    assertThat(larger).isGreaterThan(last);
    assertThat(consortium.node(1).chain().finalSize()).isLessThan(last);

    consortium.crash(LOST);
    consortium.wipe(LOST);
    for (int member : List.of(1, 2)) { // they forget what they collected
      consortium.crash(member);
      consortium.start(member);
    }
    consortium.crash(4);
    silent.silent(false);
    consortium.start(LOST);
    consortium.run(Duration.ofSeconds(20));

    var node = consortium.node(LOST);
    assertThat(node.cosigning().signsAbove()).isGreaterThanOrEqualTo(larger);
    for (int member : List.of(1, 2, LOST)) {
      var chain = consortium.node(member).chain();
      assertThat(chain.checkpointAt(last)).as("the end of the epoch at %d", member).isPresent();
      assertThat(chain.finalSize()).as("final at %d", member).isEqualTo(chain.log().size());
      assertThat(consortium.node(member).lies().counts()).isEmpty();
    }
    assertThat(record(node, last).timeSeconds())
        .as("as if signed at the same time")
        .isEqualTo(record(node, larger).timeSeconds());
    assertThat(noted.signed())
        .as("every other size is signed once")
        .allSatisfy(
            (size, bytes) -> assertThat(bytes).hasSizeLessThanOrEqualTo(size == last ? 2 : 1));
  }

  private static Cosignature record(LedgerNode node, long size) {
    byte[] bytes = node.chain().store().get(Family.COSIGNATURES, Keys.of(size));
    return Cosignature.decode(Objects.requireNonNull(bytes, "a record"));
  }
}
