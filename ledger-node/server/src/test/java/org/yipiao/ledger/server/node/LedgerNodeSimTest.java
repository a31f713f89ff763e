package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.seeds.Seeds;

/** Nodes on the simulated engine: power loss at any write, gaps, lost disks and lies. */
class LedgerNodeSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);

  /** So many that what is ordered with them in one round comes after too many of them. */
  private static final int FORGERIES = 1_000;

  private final List<SignedTransaction> sent = new ArrayList<>();

  @TempDir Path directory;

  @Test
  void comesBackEqualAfterThePowerIsLostAtAnyWrite() throws Exception {
    long first = Seeds.of(this);
    for (int run = 0; run < 2; run++) {
      long seed = first + run;
      var random = new SplittableRandom(seed);
      var consortium = new SimulatedConsortium(directory, seed, SimulatedConditions.calm());
      consortium.run(LONG);
      var sent = allocate(consortium);
      for (int i = 0; i < 12; i++) {
        int victim = 1 + random.nextInt(4);
        consortium.disk(victim).loseThePowerAfter(random.nextInt(12));
        sent.add(consortium.issue(i, 1 + victim % 4));
        consortium.run(Duration.ofMillis(40L * (1 + random.nextInt(20))));
        if (consortium.runs(victim)) {
          consortium.crash(victim);
        }
        consortium.run(Duration.ofMillis(400));
        consortium.start(victim);
        consortium.run(Duration.ofSeconds(1));
      }
      sent.add(consortium.issue(100, 1));
      consortium.run(LONG);
      assertEqualAndFinal(consortium, sent);
    }
  }

  @Test
  void fetchesWhatItsEngineLeftOutFromPeersAndGoesOn() throws Exception {
    var consortium = new SimulatedConsortium(directory, 7, SimulatedConditions.forgetful());
    consortium.run(LONG);
    var sent = allocate(consortium);
    consortium.network().partition(List.of(3));
    for (int i = 0; i < 10; i++) {
      sent.add(consortium.issue(i, 1));
      consortium.run(Duration.ofMillis(400));
    }
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(1));
    sent.add(consortium.issue(50, 1));
    consortium.run(LONG);
    assertEqualAndFinal(consortium, sent);
  }

  /** Bytes that are no block, and blocks that carry more than anybody's. */
  @Test
  void takesBlocksFromThePeerThatDoesNotLieWhateverTheOthersCallABlock() throws Exception {
    var consortium = behind(29);
    var garbage = new AtomicInteger();
    consortium.corrupt(1, new OtherBlocks(view -> garbled(view, garbage.getAndIncrement())));
    consortium.corrupt(2, new OtherBlocks(LedgerNodeSimTest::withEmptyRounds));
    consortium.talk().blocksOfPage(1);
    consortium.run(LONG);
    sent.add(consortium.issue(51, 4));
    consortium.run(LONG);
    assertThat(garbage.get()).isPositive();
    assertEqualAndFinal(consortium, sent);
    assertThat(blocks(consortium, 3)).containsExactlyElementsOf(blocks(consortium, 4));
  }

  /** One that gives a valid block at a time, and slowly, keeps nobody behind. */
  @Test
  void asksEachPeerInTurnAlsoWhileOneIsOfUse() throws Exception {
    var consortium = apart(31);
    consortium.talk().blocksOfPage(1);
    consortium.network().heal();
    consortium.run(LONG);
    sent.add(consortium.issue(50, 1));
    consortium.run(LONG);
    assertEqualAndFinal(consortium, sent);
    assertThat(consortium.talk().pages()).containsOnlyKeys(1, 2, 4);
    assertThat(consortium.talk().pages().values()).allMatch(pages -> pages >= 3);
  }

  /** The third of four, which its engine has brought up to the others without what they ordered. */
  private SimulatedConsortium behind(long seed) throws Exception {
    var consortium = apart(seed);
    consortium.peersAnswer(false);
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(1));
    assertThat(consortium.node(3).chain().gaps().lowest()).isPresent();
    sent.add(consortium.issue(50, 1));
    consortium.peersAnswer(true);
    return consortium;
  }

  /** The third of four, which misses what the others order. */
  private SimulatedConsortium apart(long seed) throws Exception {
    var consortium = new SimulatedConsortium(directory, seed, SimulatedConditions.forgetful());
    consortium.run(LONG);
    sent.addAll(allocate(consortium));
    consortium.network().partition(List.of(3));
    traffic(consortium, 0, 12);
    return consortium;
  }

  private static List<String> blocks(SimulatedConsortium consortium, int member) {
    var chain = consortium.node(member).chain();
    return chain.blocks(0, chain.head().orElseThrow().height() + 1, Integer.MAX_VALUE).stream()
        .map(entry -> Base64.getEncoder().encodeToString(entry.value()))
        .toList();
  }

  private static BlockPage.BlockView garbled(BlockPage.BlockView view, int kind) {
    byte[] content = Base64.getDecoder().decode(view.content());
    byte[] version = content.clone();
    version[0] = 9;
    var base64 = Base64.getEncoder();
    return switch (kind % 5) {
      case 0 -> with(view, "AAAA");
      case 1 -> with(view, "no base64");
      case 2 -> with(view, base64.encodeToString(Arrays.copyOf(content, content.length - 1)));
      case 3 -> with(view, base64.encodeToString(Arrays.copyOf(content, content.length + 1)));
      default -> with(view, base64.encodeToString(version));
    };
  }

  private static BlockPage.BlockView withEmptyRounds(BlockPage.BlockView view) {
    var block = StoredBlock.decode(Base64.getDecoder().decode(view.content()));
    List<StoredBlock.Round> rounds = new ArrayList<>(block.rounds());
    rounds.addAll(
        Collections.nCopies(
            1_000,
            new StoredBlock.Round(block.lastRound(), block.consensusTimeNanos(), List.of())));
    var larger =
        new StoredBlock(
            block.height(),
            block.size(),
            block.root(),
            block.lastRound(),
            block.orderHash(),
            block.consensusTimeNanos(),
            rounds);
    return with(view, Base64.getEncoder().encodeToString(larger.encode()));
  }

  private static BlockPage.BlockView with(BlockPage.BlockView view, String content) {
    return new BlockPage.BlockView(view.height(), content, view.checkpoint(), view.consistency());
  }

  /** A liar orders forgeries by the hundred; what it has in the round after them is not read. */
  @Test
  void passesOverWhatAValidatorOrdersBehindTooManyForgeries() throws Exception {
    var consortium = new SimulatedConsortium(directory, 37, SimulatedConditions.calm());
    consortium.run(LONG);
    sent.addAll(allocate(consortium));
    for (int i = 0; i < FORGERIES; i++) {
      consortium.order(2, new byte[] {(byte) i, (byte) (i >> 8), 1});
    }
    var behind = consortium.issue(0, 2);
    var ofAnother = consortium.issue(1, 3);
    sent.add(ofAnother);
    consortium.run(LONG);
    assertEqualAndFinal(consortium, sent);
    for (int member = 1; member <= 4; member++) {
      assertThat(consortium.node(member).chain().transaction(TransactionKey.of(behind.header())))
          .isEmpty();
    }

    consortium.submit(2, behind);
    consortium.run(LONG);
    sent.add(behind);
    assertEqualAndFinal(consortium, sent);
  }

  /**
   * One validator takes over its peers' state, the next one is gone before the first has caught up:
   * a block was executed by two only, and no quorum will ever stand under it before others execute
   * it too.
   */
  @Test
  void fillsGapsThatNoFinalBlockCoversAndGoesOn() throws Exception {
    var consortium = twoWithAGap(17);
    for (int member = 1; member <= 4; member++) {
      consortium.talk().lies(member, _ -> new RoundPage(List.of()));
    }
    consortium.run(LONG);
    assertThat(consortium.node(3).chain().gaps().lowest()).as("by final blocks alone").isPresent();

    for (int member = 1; member <= 4; member++) {
      consortium.talk().lies(member, UnaryOperator.identity());
    }
    consortium.run(LONG);
    assertThat(consortium.node(3).chain().gaps().lowest()).isEmpty();
    assertThat(consortium.node(4).chain().gaps().lowest()).isEmpty();
    assertEqualAndFinal(consortium, sent);
  }

  @Test
  void fillsAGapFromTheOnePeerThatDoesNotLie() throws Exception {
    var consortium = twoWithAGap(19);
    consortium.talk().lies(
        1, page -> new RoundPage(page.rounds().stream().map(LedgerNodeSimTest::without).toList()));
    consortium.talk().lies(4, page -> new RoundPage(page.rounds().reversed()));
    consortium.run(LONG);
    assertThat(consortium.node(3).chain().gaps().lowest()).isEmpty();
    assertEqualAndFinal(consortium, sent);
  }

  @Test
  void fillsSeveralGapsOfOneNode() throws Exception {
    var consortium = new SimulatedConsortium(directory, 23, SimulatedConditions.forgetful());
    consortium.run(LONG);
    sent.addAll(allocate(consortium));
    consortium.peersAnswer(false);
    for (int absence = 0; absence < 3; absence++) {
      consortium.network().partition(List.of(3));
      traffic(consortium, 10 * absence, 8);
      consortium.network().heal();
      consortium.run(Duration.ofMillis(200));
      sent.add(consortium.issue(100 + absence, 1));
      consortium.run(Duration.ofMillis(200));
    }
    assertThat(consortium.node(3).chain().gaps().count()).isEqualTo(3);
    consortium.crash(3);
    consortium.start(3);
    consortium.peersAnswer(true);
    consortium.run(LONG);
    assertThat(consortium.node(3).chain().gaps().lowest()).isEmpty();
    assertEqualAndFinal(consortium, sent);
  }

  private SimulatedConsortium twoWithAGap(long seed) throws Exception {
    var consortium = new SimulatedConsortium(directory, seed, SimulatedConditions.forgetful());
    consortium.run(LONG);
    sent.addAll(allocate(consortium));
    consortium.network().partition(List.of(3));
    traffic(consortium, 0, 8);
    // Ordered by 1, 2 and 3, which has not caught up, while 4 is down.
    consortium.peersAnswer(false);
    sent.add(consortium.issue(50, 1));
    consortium.crash(4);
    consortium.network().heal();
    traffic(consortium, 60, 8);
    consortium.start(4);
    traffic(consortium, 70, 2);
    assertThat(consortium.node(3).chain().gaps().lowest()).isPresent();
    assertThat(consortium.node(4).chain().gaps().lowest()).isPresent();
    assertThat(consortium.node(1).chain().log().size())
        .isGreaterThan(consortium.node(1).chain().finalSize());
    consortium.peersAnswer(true);
    return consortium;
  }

  private void traffic(SimulatedConsortium consortium, int from, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      sent.add(consortium.issue(from + i, 1));
      consortium.run(Duration.ofMillis(400));
    }
  }

  /** The same round without its first transaction, if it has any. */
  private static String without(String content) {
    var round = QueuedRound.decode(Base64.getDecoder().decode(content));
    var entries = new ArrayList<>(round.entries());
    entries.stream()
        .filter(QueuedRound.Whole.class::isInstance)
        .findFirst()
        .ifPresent(entries::remove);
    var changed =
        new QueuedRound(
            round.number(),
            round.consensusTimeNanos(),
            round.previous(),
            round.orderHash(),
            entries);
    return Base64.getEncoder().encodeToString(changed.encode());
  }

  @Test
  void signsOnANewDiskOnlyAboveWhatOthersRememberOfIt() throws Exception {
    var consortium = new SimulatedConsortium(directory, 11, SimulatedConditions.calm());
    consortium.run(LONG);
    var sent = allocate(consortium);
    sent.add(consortium.issue(1, 1));
    consortium.run(LONG);
    long before = consortium.node(3).cosigning().lastSize();
    assertThat(before).isGreaterThan(2);

    consortium.crash(3);
    consortium.wipe(3);
    consortium.start(3);
    assertThat(consortium.node(3).cosigning().ready()).isFalse();
    sent.add(consortium.issue(2, 1));
    consortium.run(LONG);
    sent.add(consortium.issue(3, 1));
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

  private static List<SignedTransaction> allocate(SimulatedConsortium consortium) throws Exception {
    return new ArrayList<>(List.of(consortium.allocate(1)));
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
