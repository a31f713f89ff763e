package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.seeds.Seeds;

/** Nodes on the simulated engine: power loss at any write, lost disks, forgeries and lies. */
class LedgerNodeSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);

  /** So many that what is ordered with them in one round comes after too many of them. */
  private static final int FORGERIES = 1_000;

  @TempDir Path directory;

  @Test
  void comesBackEqualAfterThePowerIsLostAtAnyWrite() throws Exception {
    long first = Seeds.of(this);
    for (int run = 0; run < 2; run++) {
      long seed = first + run;
      var random = new SplittableRandom(seed);
      var consortium = new SimulatedConsortium(directory, seed, SimulatedConditions.calm());
      var traffic = Traffic.begin(consortium);
      for (int i = 0; i < 12; i++) {
        int victim = 1 + random.nextInt(4);
        consortium.disk(victim).loseThePowerAfter(random.nextInt(12));
        traffic.issue(i, 1 + victim % 4);
        consortium.run(Duration.ofMillis(40L * (1 + random.nextInt(20))));
        if (consortium.runs(victim)) {
          consortium.crash(victim);
        }
        consortium.run(Duration.ofMillis(400));
        consortium.start(victim);
        consortium.run(Duration.ofSeconds(1));
      }
      traffic.issue(100, 1);
      consortium.run(LONG);
      traffic.assertEqualAndFinal();
    }
  }

  /** A liar orders forgeries by the hundred; what it has in the round after them is not read. */
  @Test
  void passesOverWhatAValidatorOrdersBehindTooManyForgeries() throws Exception {
    var consortium = new SimulatedConsortium(directory, 37, SimulatedConditions.calm());
    var traffic = Traffic.begin(consortium);
    for (int i = 0; i < FORGERIES; i++) {
      consortium.order(2, new byte[] {(byte) i, (byte) (i >> 8), 1});
    }
    var behind = consortium.issue(0, 2);
    var ofAnother = consortium.issue(1, 3);
    traffic.expect(ofAnother);
    consortium.run(LONG);
    traffic.assertEqualAndFinal();
    for (int member = 1; member <= 4; member++) {
      assertThat(consortium.node(member).chain().transaction(TransactionKey.of(behind.header())))
          .isEmpty();
    }

    consortium.submit(2, behind);
    consortium.run(LONG);
    traffic.expect(behind);
    traffic.assertEqualAndFinal();
  }

  @Test
  void signsOnANewDiskOnlyAboveWhatOthersRememberOfIt() throws Exception {
    var consortium = new SimulatedConsortium(directory, 11, SimulatedConditions.calm());
    var traffic = Traffic.begin(consortium);
    traffic.issue(1, 1);
    consortium.run(LONG);
    long before = consortium.node(3).cosigning().lastSize();
    assertThat(before).isGreaterThan(2);

    consortium.crash(3);
    consortium.wipe(3);
    consortium.start(3);
    assertThat(consortium.node(3).cosigning().ready()).isFalse();
    traffic.issue(2, 1);
    consortium.run(LONG);
    traffic.issue(3, 1);
    consortium.run(LONG);
    assertThat(consortium.node(3).cosigning().ready()).isTrue();
    assertThat(consortium.node(3).cosigning().lastSize()).isGreaterThan(before);
    traffic.assertEqualAndFinal();
  }

  @Test
  void divergesWhenAQuorumSignedAnotherRootAndNotWhenFewerDid() throws Exception {
    var consortium = new SimulatedConsortium(directory, 13, SimulatedConditions.calm());
    consortium.run(LONG);
    var node = consortium.node(1);
    long size = node.chain().finalSize();
    consortium.crash(2);
    consortium.crash(3);
    consortium.crash(4);
    var lie = Digest.sha256(new byte[] {1});
    node.cosignatures().accept(lie(consortium, 2, size, lie));
    node.cosignatures().accept(lie(consortium, 3, size, lie));
    node.cosignatures().accept(new Cosignature(4, size, lie, new byte[72]));
    assertThat(node.divergence().declared()).isFalse();

    node.cosignatures().accept(lie(consortium, 4, size, lie));
    assertThat(node.divergence().evidence())
        .hasValueSatisfying(
            evidence -> assertThat(evidence).contains(lie.hex()).contains("[2, 3, 4]"));
    assertThat(node.status()).isEqualTo(NodeStatus.DIVERGED);
    assertThat(node.cosign()).isZero();

    consortium.crash(1);
    consortium.start(1);
    assertThat(consortium.node(1).status()).isEqualTo(NodeStatus.DIVERGED);
  }

  private Cosignature lie(SimulatedConsortium consortium, int member, long size, Digest root)
      throws IOException {
    var genesis = consortium.genesis();
    var checkpoint = new Checkpoint(genesis.origin(), size, root);
    return new Cosignature(
        member, size, root, consortium.members().cosigner(member).sign(checkpoint, 1).signature());
  }
}
