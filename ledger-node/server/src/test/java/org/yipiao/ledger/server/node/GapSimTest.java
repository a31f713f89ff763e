package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** Nodes whose engine left out rounds, and peers that give them blocks and rounds, or lies. */
class GapSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);

  @TempDir Path directory;

  @Test
  void fetchesWhatItsEngineLeftOutFromPeersAndGoesOn() throws Exception {
    var traffic = forgetful(7);
    var consortium = traffic.consortium();
    consortium.network().partition(List.of(3));
    traffic.issueEach(0, 10);
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(1));
    traffic.issue(50, 1);
    consortium.run(LONG);
    traffic.assertEqualAndFinal();
  }

  /** Bytes that are no block, and blocks that carry more than anybody's. */
  @Test
  void takesBlocksFromThePeerThatDoesNotLieWhateverTheOthersCallABlock() throws Exception {
    var traffic = behind(29, 40);
    var consortium = traffic.consortium();
    var garbage = new AtomicInteger();
    consortium.corrupt(1, new OtherBlocks(view -> garbled(view, garbage.getAndIncrement())));
    consortium.corrupt(2, new OtherBlocks(GapSimTest::withEmptyRounds));
    consortium.talk().blocksOfPage(1);
    consortium.run(LONG);
    traffic.issue(51, 4);
    consortium.run(LONG);
    assertThat(garbage.get()).isPositive();
    traffic.assertEqualAndFinal();
    assertThat(blocks(consortium, 3)).containsExactlyElementsOf(blocks(consortium, 4));
  }

  /** One that gives a valid block at a time, and slowly, keeps nobody behind. */
  @Test
  void asksEachPeerInTurnAlsoWhileOneIsOfUse() throws Exception {
    var traffic = apart(31, 12);
    var consortium = traffic.consortium();
    consortium.talk().blocksOfPage(1);
    consortium.network().heal();
    consortium.run(LONG);
    traffic.issue(50, 1);
    consortium.run(LONG);
    traffic.assertEqualAndFinal();
    assertThat(consortium.talk().pages()).containsOnlyKeys(1, 2, 4);
    assertThat(consortium.talk().pages().values()).allMatch(pages -> pages >= 3);
  }

  /** The third of four, which its engine has brought up to the others without what they ordered. */
  private Traffic behind(long seed, int blocks) throws Exception {
    var traffic = apart(seed, blocks);
    var consortium = traffic.consortium();
    consortium.peersAnswer(false);
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(1));
    assertThat(consortium.node(3).chain().gaps().lowest()).isPresent();
    traffic.issue(50, 1);
    consortium.peersAnswer(true);
    return traffic;
  }

  /** The third of four, which misses what the others order. */
  private Traffic apart(long seed, int blocks) throws Exception {
    var traffic = forgetful(seed);
    var consortium = traffic.consortium();
    consortium.network().partition(List.of(3));
    traffic.issueEach(0, blocks);
    return traffic;
  }

  private Traffic forgetful(long seed) throws Exception {
    return Traffic.begin(new SimulatedConsortium(directory, seed, SimulatedConditions.forgetful()));
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
    var larger = AlteredBlocks.with(block, rounds);
    return with(view, Base64.getEncoder().encodeToString(larger.encode()));
  }

  private static BlockPage.BlockView with(BlockPage.BlockView view, String content) {
    return new BlockPage.BlockView(view.height(), content, view.checkpoint(), view.consistency());
  }

  /**
   * One validator takes over its peers' state, the next one is gone before the first has caught up:
   * a block was executed by two only, and no quorum will ever stand under it before others execute
   * it too.
   */
  @Test
  void fillsGapsThatNoFinalBlockCoversAndGoesOn() throws Exception {
    var traffic = twoWithAGap(17);
    var consortium = traffic.consortium();
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
    traffic.assertEqualAndFinal();
  }

  @Test
  void fillsAGapFromTheOnePeerThatDoesNotLie() throws Exception {
    var traffic = twoWithAGap(19);
    var consortium = traffic.consortium();
    consortium
        .talk()
        .lies(1, page -> new RoundPage(page.rounds().stream().map(GapSimTest::without).toList()));
    consortium.talk().lies(4, page -> new RoundPage(page.rounds().reversed()));
    consortium.run(LONG);
    assertThat(consortium.node(3).chain().gaps().lowest()).isEmpty();
    traffic.assertEqualAndFinal();
  }

  @Test
  void fillsSeveralGapsOfOneNode() throws Exception {
    var traffic = forgetful(23);
    var consortium = traffic.consortium();
    consortium.peersAnswer(false);
    for (int absence = 0; absence < 3; absence++) {
      consortium.network().partition(List.of(3));
      traffic.issueEach(10 * absence, 8);
      consortium.network().heal();
      consortium.run(Duration.ofMillis(200));
      traffic.issue(100 + absence, 1);
      consortium.run(Duration.ofMillis(200));
    }
    assertThat(consortium.node(3).chain().gaps().count()).isEqualTo(3);
    consortium.crash(3);
    consortium.start(3);
    consortium.peersAnswer(true);
    consortium.run(LONG);
    assertThat(consortium.node(3).chain().gaps().lowest()).isEmpty();
    traffic.assertEqualAndFinal();
  }

  private Traffic twoWithAGap(long seed) throws Exception {
    var traffic = forgetful(seed);
    var consortium = traffic.consortium();
    consortium.network().partition(List.of(3));
    traffic.issueEach(0, 8);
    // Ordered by 1, 2 and 3, which has not caught up, while 4 is down.
    consortium.peersAnswer(false);
    traffic.issue(50, 1);
    consortium.crash(4);
    consortium.network().heal();
    traffic.issueEach(60, 8);
    consortium.start(4);
    traffic.issueEach(70, 2);
    assertThat(consortium.node(3).chain().gaps().lowest()).isPresent();
    assertThat(consortium.node(4).chain().gaps().lowest()).isPresent();
    assertThat(consortium.node(1).chain().log().size())
        .isGreaterThan(consortium.node(1).chain().finalSize());
    consortium.peersAnswer(true);
    return traffic;
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
}
