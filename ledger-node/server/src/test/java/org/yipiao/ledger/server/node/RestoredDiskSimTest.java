package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** Validators whose disk is an old one that was put back, and all that start at once. */
class RestoredDiskSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);
  private static final int RESTORED = 3;

  @TempDir Path directory;

  @Test
  void signsNoSizeASecondTimeOnAnOldDisk() throws Exception {
    var consortium = new SimulatedConsortium(directory, 53, SimulatedConditions.calm());
    var others = Stream.of(1, 2, 4).map(member -> noting(consortium, member)).toList();
    var restored = noting(consortium, RESTORED);
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.run(LONG);
    var old = consortium.disk(RESTORED).afterPowerLoss();

    // What it signs now does not become final anywhere, so that it could sign it again.
    others.forEach(other -> other.silent(true));
    for (int i = 0; i < 5; i++) {
      consortium.issue(i, 1);
      consortium.run(Duration.ofMillis(400));
    }
    long signed = consortium.node(RESTORED).cosigning().lastSize();
    assertThat(signed).isGreaterThan(consortium.node(1).chain().finalSize());
    consortium.crash(RESTORED);
    consortium.restore(RESTORED, old);
    consortium.start(RESTORED);
    consortium.run(LONG);

    var node = consortium.node(RESTORED);
    assertThat(node.chain().log().size()).isGreaterThanOrEqualTo(signed);
    assertThat(node.cosigning().signsAbove()).isGreaterThanOrEqualTo(signed);
    assertThat(restored.signed())
        .allSatisfy((size, bytes) -> assertThat(bytes).as("size %d", size).hasSize(1));
    others.forEach(other -> other.silent(false));
    consortium.issue(100, 1);
    consortium.run(LONG);
    assertThat(restored.signed())
        .allSatisfy((size, bytes) -> assertThat(bytes).as("size %d", size).hasSize(1));
    assertAllFinal(consortium);
  }

  private static NotedCosignatures noting(SimulatedConsortium consortium, int member) {
    var noted = new NotedCosignatures();
    consortium.corrupt(member, noted);
    return noted;
  }

  /** What the others show of it is what it sends: without it nothing would be final here. */
  @Test
  void sendsWhatTheOthersShowedItOfWhatItOnceSigned() throws Exception {
    var consortium = new SimulatedConsortium(directory, 59, SimulatedConditions.calm());
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.run(LONG);
    var silent = new NotedCosignatures();
    silent.silent(true);
    for (int member : List.of(1, 2, 4)) {
      consortium.corrupt(member, silent);
    }
    consortium.issue(0, 1);
    consortium.run(Duration.ofSeconds(1));
    long signed = consortium.node(RESTORED).cosigning().lastSize();
    consortium.crash(RESTORED);
    consortium.wipe(RESTORED);
    consortium.start(RESTORED);
    consortium.run(LONG);
    assertThat(consortium.node(RESTORED).cosigning().lastSize()).isEqualTo(signed);

    // The others have forgotten what they collected; nobody makes another block.
    for (int member : List.of(1, 2, 4)) {
      consortium.crash(member);
      consortium.start(member);
    }
    consortium.crash(4);
    silent.silent(false);
    consortium.run(Duration.ofSeconds(20));
    for (int member = 1; member <= 3; member++) {
      var chain = consortium.node(member).chain();
      assertThat(chain.finalSize()).as("member %d", member).isEqualTo(chain.log().size());
    }
  }

  @Test
  void nobodyWaitsForEverWhenAllStartAtOnce() throws Exception {
    var consortium = new SimulatedConsortium(directory, 61, SimulatedConditions.calm());
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.issue(0, 1);
    consortium.run(Duration.ofMillis(200));
    for (int member = 1; member <= 4; member++) {
      consortium.crash(member);
    }
    for (int member = 1; member <= 4; member++) {
      consortium.start(member);
      assertThat(consortium.node(member).cosigning().ready()).isFalse();
    }
    consortium.run(LONG);
    for (int member = 1; member <= 4; member++) {
      assertThat(consortium.node(member).cosigning().ready()).as("member %d", member).isTrue();
    }
    consortium.issue(1, 1);
    consortium.run(LONG);
    assertAllFinal(consortium);
  }

  @Test
  void aQuorumThatStartsAtOnceNeedsNobodyElse() throws Exception {
    var consortium = new SimulatedConsortium(directory, 67, SimulatedConditions.calm());
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.run(LONG);
    for (int member = 1; member <= 4; member++) {
      consortium.crash(member);
    }
    for (int member = 1; member <= 3; member++) {
      consortium.start(member);
    }
    consortium.run(LONG);
    consortium.issue(1, 1);
    consortium.run(LONG);
    for (int member = 1; member <= 3; member++) {
      var node = consortium.node(member);
      assertThat(node.cosigning().ready()).as("member %d", member).isTrue();
      assertThat(node.chain().finalSize()).isEqualTo(node.chain().log().size());
    }
  }

  private static void assertAllFinal(SimulatedConsortium consortium) {
    var first = consortium.node(1).chain();
    for (int member = 1; member <= 4; member++) {
      var chain = consortium.node(member).chain();
      assertThat(consortium.node(member).divergence().evidence()).isEmpty();
      assertThat(consortium.node(member).lies().counts()).as("who was caught lying").isEmpty();
      assertThat(chain.head()).as("member %d", member).isEqualTo(first.head());
      assertThat(chain.finalSize()).as("member %d", member).isEqualTo(first.log().size());
    }
  }
}
