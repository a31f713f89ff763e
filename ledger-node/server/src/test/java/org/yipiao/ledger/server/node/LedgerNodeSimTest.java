package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.id.InvoiceId;

/** Nodes on the simulated engine: power loss at any write, gaps, lost disks and lies. */
class LedgerNodeSimTest {

  private static final long FIRST = InvoiceId.parse("110601260000000001").value();
  private static final Duration LONG = Duration.ofSeconds(6);

  @TempDir Path directory;

  @Test
  void comesBackEqualAfterThePowerIsLostAtAnyWrite() throws Exception {
    for (int run = 0; run < 2; run++) {
      long seed = System.nanoTime();
      System.out.println("seed " + seed);
      var random = new SplittableRandom(seed);
      var consortium = new SimulatedConsortium(directory, seed, SimulatedConditions.calm());
      consortium.run(LONG);
      var sent = allocate(consortium);
      for (int i = 0; i < 12; i++) {
        int victim = 1 + random.nextInt(4);
        consortium.disk(victim).loseThePowerAfter(random.nextInt(12));
        sent.add(issue(consortium, i, 1 + victim % 4));
        consortium.run(Duration.ofMillis(40L * (1 + random.nextInt(20))));
        if (consortium.runs(victim)) {
          consortium.crash(victim);
        }
        consortium.run(Duration.ofMillis(400));
        consortium.start(victim);
        consortium.run(Duration.ofSeconds(1));
      }
      sent.add(issue(consortium, 100, 1));
      consortium.run(LONG);
      assertEqualAndFinal(consortium, sent);
    }
  }

  @Test
  void fetchesWhatItsEngineLeftOutFromPeersAndGoesOn() throws Exception {
    var forgetful =
        new SimulatedConditions(
            Duration.ofMillis(40), Duration.ofMillis(1), Duration.ofMillis(20), 0, 0, 0.1, 20, 30);
    var consortium = new SimulatedConsortium(directory, 7, forgetful);
    consortium.run(LONG);
    var sent = allocate(consortium);
    consortium.network().partition(List.of(3));
    for (int i = 0; i < 10; i++) {
      sent.add(issue(consortium, i, 1));
      consortium.run(Duration.ofMillis(400));
    }
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(1));
    sent.add(issue(consortium, 50, 1));
    consortium.run(LONG);
    assertEqualAndFinal(consortium, sent);
  }

  @Test
  void signsOnANewDiskOnlyAboveWhatOthersRememberOfIt() throws Exception {
    var consortium = new SimulatedConsortium(directory, 11, SimulatedConditions.calm());
    consortium.run(LONG);
    var sent = allocate(consortium);
    sent.add(issue(consortium, 1, 1));
    consortium.run(LONG);
    long before = consortium.node(3).cosigning().lastSize();
    assertThat(before).isGreaterThan(2);

    consortium.crash(3);
    consortium.wipe(3);
    consortium.start(3);
    assertThat(consortium.node(3).cosigning().ready()).isFalse();
    sent.add(issue(consortium, 2, 1));
    consortium.run(LONG);
    sent.add(issue(consortium, 3, 1));
    consortium.run(LONG);
    assertThat(consortium.node(3).cosigning().ready()).isTrue();
    assertThat(consortium.node(3).cosigning().lastSize()).isGreaterThan(before);
    assertEqualAndFinal(consortium, sent);
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
    node.finality().accept(lie(consortium, 2, size, lie));
    node.finality().accept(lie(consortium, 3, size, lie));
    node.finality().accept(new Cosignature(4, size, lie, new byte[72]));
    assertThat(node.divergence().declared()).isFalse();

    node.finality().accept(lie(consortium, 4, size, lie));
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
        member, size, root, consortium.keys(member).cosigner().sign(checkpoint, 1).signature());
  }

  private static List<SignedTransaction> allocate(SimulatedConsortium consortium) throws Exception {
    var allocation =
        consortium.sign(
            DevelopmentMember.BUREAU, List.of(new AllocateNumbers(4, "one", FIRST, 1_000)));
    consortium.submit(1, allocation);
    consortium.run(Duration.ofSeconds(1));
    return new ArrayList<>(List.of(allocation));
  }

  private static SignedTransaction issue(SimulatedConsortium consortium, int offset, int through)
      throws IOException {
    var invoice =
        new IssueInvoice(FIRST + offset, Digest.sha256(new byte[] {(byte) offset}), 1_000, 2_000);
    var transaction = consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(invoice));
    consortium.submit(through, transaction);
    return transaction;
  }

  private static void assertEqualAndFinal(
      SimulatedConsortium consortium, List<SignedTransaction> sent) {
    var first = consortium.node(1).chain();
    for (int member = 1; member <= 4; member++) {
      var chain = consortium.node(member).chain();
      assertThat(consortium.node(member).divergence().evidence()).isEmpty();
      assertThat(chain.head()).isEqualTo(first.head());
      assertThat(chain.finalSize()).isEqualTo(first.log().size());
      for (var transaction : sent) {
        assertThat(chain.transaction(TransactionKey.of(transaction.header())))
            .isEqualTo(first.transaction(TransactionKey.of(transaction.header())))
            .isPresent();
      }
    }
  }
}
