package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.transfer.AskedPeers;

/** A node that fetches blocks, and a peer that at once answers with false ones, for ever. */
class FollowingLiarsSimTest {

  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration LIFE = Duration.ofSeconds(100);

  /** After 0, 10, 30 and 70 s. */
  private static final int CAUGHT_AT_MOST = 4;

  @TempDir Path directory;

  private SimulatedConsortium consortium;
  private int issued = 100;

  /** What a block is given as, and what of it the log says. */
  enum Falsehood {
    NO_BLOCK("cannot be read"),
    NO_BASE64("cannot be read"),
    CUT_OFF("cannot be read"),
    LONGER("cannot be read"),
    ANOTHER_VERSION("cannot be read"),
    ANOTHERS("says that it is another"),
    WITHOUT_A_QUORUM("has no quorum"),
    ANOTHER_ROOT("is not under the cosigned root"),
    MORE_OPERATIONS("has other operations"),
    NO_OPERATIONS("has other operations"),
    EMPTY_ROUNDS("does not lead to the cosigned root"),
    ANOTHER_SIGNATURE("does not lead to the cosigned root");

    private final String named;

    Falsehood(String named) {
      this.named = named;
    }

    private BlockPage.BlockView of(BlockPage.BlockView view) {
      byte[] content = Base64.getDecoder().decode(view.content());
      var block = StoredBlock.decode(content);
      return switch (this) {
        case NO_BLOCK -> with(view, "AAAA");
        case NO_BASE64 -> with(view, "no base64");
        case CUT_OFF -> with(view, Arrays.copyOf(content, content.length - 1));
        case LONGER -> with(view, Arrays.copyOf(content, content.length + 1));
        case ANOTHER_VERSION -> {
          content[0] = 9;
          yield with(view, content);
        }
        case ANOTHERS ->
            new BlockPage.BlockView(
                view.height() + 1, view.content(), view.checkpoint(), view.consistency());
        case WITHOUT_A_QUORUM ->
            new BlockPage.BlockView(
                view.height(),
                view.content(),
                view.checkpoint().lines().limit(5).reduce("", (some, line) -> some + line + "\n"),
                view.consistency());
        case ANOTHER_ROOT -> with(view, rooted(block));
        case MORE_OPERATIONS -> with(view, AlteredBlocks.with(block, twice(block.rounds())));
        case EMPTY_ROUNDS -> with(view, AlteredBlocks.with(block, andEmptyOnes(block)));
        case NO_OPERATIONS -> with(view, AlteredBlocks.with(block, List.of()));
        case ANOTHER_SIGNATURE -> with(view, AlteredBlocks.with(block, forged(block.rounds())));
      };
    }

    private static BlockPage.BlockView with(BlockPage.BlockView view, StoredBlock block) {
      return with(view, block.encode());
    }

    private static BlockPage.BlockView with(BlockPage.BlockView view, byte[] content) {
      return with(view, Base64.getEncoder().encodeToString(content));
    }

    private static BlockPage.BlockView with(BlockPage.BlockView view, String content) {
      return new BlockPage.BlockView(view.height(), content, view.checkpoint(), view.consistency());
    }

    private static List<StoredBlock.Round> andEmptyOnes(StoredBlock block) {
      List<StoredBlock.Round> rounds = new ArrayList<>(block.rounds());
      var empty = new StoredBlock.Round(block.lastRound(), block.consensusTimeNanos(), List.of());
      rounds.addAll(Collections.nCopies(1_000, empty));
      return rounds;
    }

    private static StoredBlock rooted(StoredBlock block) {
      return new StoredBlock(
          block.height(),
          block.size(),
          Digest.sha256(new byte[] {1}),
          block.lastRound(),
          block.orderHash(),
          block.consensusTimeNanos(),
          block.rounds());
    }

    private static List<StoredBlock.Round> twice(List<StoredBlock.Round> rounds) {
      return rounds.stream()
          .map(round -> {
            List<byte[]> transactions = new ArrayList<>(round.transactions());
            transactions.addAll(round.transactions());
            return new StoredBlock.Round(round.number(), round.consensusTimeNanos(), transactions);
          })
          .toList();
    }

    /** The last bytes of a transaction are those of its signature. */
    private static List<StoredBlock.Round> forged(List<StoredBlock.Round> rounds) {
      return rounds.stream()
          .map(round ->
              new StoredBlock.Round(
                  round.number(),
                  round.consensusTimeNanos(),
                  round.transactions().stream()
                      .map(transaction -> {
                        byte[] other = transaction.clone();
                        other[other.length - 1] ^= 1;
                        return other;
                      })
                      .toList()))
          .toList();
    }
  }

  @BeforeEach
  void found() throws Exception {
    consortium = DismissedMember.of(directory);
  }

  /** Only another signature and empty rounds are not found out before that. */
  @ParameterizedTest
  @EnumSource
  void oneThatLiesIsNamedWithWhatIsFalseAndAskedEverMoreSeldom(Falsehood falsehood)
      throws Exception {
    LatePeer[] peers = {liar(falsehood), peer(2), peer(3)};
    LedgerNode node = anew(EngineStatus.WAITING, peers);
    try (var log = new LogLines()) {
      live(node, peers);
      assertNamed(node, log, falsehood);
    }
    assertThat(node.lyingPeers().count(0)).isLessThanOrEqualTo(CAUGHT_AT_MOST);
    assertFollowed(node);
  }

  @Test
  void aValidatorThatClosesAGapDoesSo() throws Exception {
    consortium.talk().blocksOfPage(1);
    LatePeer[] peers = {liar(Falsehood.ANOTHER_SIGNATURE), peer(2), peer(3)};
    LedgerNode node = anew(EngineStatus.ACTIVE, peers);
    consortium.makeBlocks(10, 30);
    var last = consortium.network().order().getLast();
    node.chain().gaps().add(new Position(last.number(), Digest.of(last.orderHash())));
    try (var log = new LogLines()) {
      Instant end = now().plus(LIFE);
      while (now().isBefore(end)
          && !node.chain().head().equals(consortium.node(1).chain().head())) {
        step(node, peers);
      }
      assertNamed(node, log, Falsehood.ANOTHER_SIGNATURE);
    }
    assertThat(node.lyingPeers().count(0)).isEqualTo(1);
    assertFollowed(node);
  }

  /** Whoever is left has to be asked at last: a peer that was mended, or taken for a liar. */
  @Test
  void oneThatLiesNoMoreIsAskedAgain() throws Exception {
    var lies = new boolean[] {true};
    LatePeer[] peers = {
      new LatePeer(
          consortium, 1, Duration.ZERO, page -> lies[0] ? page(page, Falsehood.ANOTHER_ROOT) : page)
    };
    LedgerNode node = anew(EngineStatus.WAITING, peers);
    live(node, peers);
    assertThat(node.lyingPeers().count(0)).isEqualTo(CAUGHT_AT_MOST);
    lies[0] = false;
    live(node, peers);
    assertThat(node.lyingPeers().count(0)).isEqualTo(CAUGHT_AT_MOST);
    assertFollowed(node);
  }

  private LatePeer liar(Falsehood falsehood) {
    return new LatePeer(consortium, 1, Duration.ZERO, page -> page(page, falsehood));
  }

  private static BlockPage page(BlockPage page, Falsehood falsehood) {
    return new BlockPage(page.blocks().stream().map(falsehood::of).toList());
  }

  private LatePeer peer(int member) {
    return new LatePeer(consortium, member, Duration.ZERO, UnaryOperator.identity());
  }

  /** One with nothing on its disk. */
  private LedgerNode anew(EngineStatus engine, LatePeer... peers) throws Exception {
    consortium.crash(DismissedMember.NUMBER);
    var node =
        new LedgerNode(
            consortium.genesis(),
            DismissedMember.NUMBER,
            consortium.members().keys(DismissedMember.NUMBER),
            new MemoryStore(),
            new NoEngine(engine),
            AskedPeers.of(List.of(peers), consortium.network()::nanos),
            consortium.network().clock());
    node.listen();
    return node;
  }

  /** There is something new all the time. */
  private void live(LedgerNode node, LatePeer... peers) throws Exception {
    Instant end = now().plus(LIFE);
    while (now().isBefore(end)) {
      issued += 2;
      consortium.makeBlocks(issued, 1);
      for (int i = 0; i < 25; i++) {
        step(node, peers);
      }
    }
  }

  private void step(LedgerNode node, LatePeer... peers) throws InterruptedException {
    consortium.run(STEP);
    for (LatePeer peer : peers) {
      peer.answerThoseThatAreDue();
    }
    while (node.work(Duration.ZERO)) {
      Thread.onSpinWait();
    }
  }

  private static void assertNamed(LedgerNode node, LogLines log, Falsehood falsehood) {
    assertThat(log.with(" lies: "))
        .hasSize((int) node.lyingPeers().count(0))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("[] late member 1 lies: its block "), "it is named")
        .allMatch(line -> line.contains(falsehood.named), falsehood.named);
    assertThat(node.lyingPeers().count(1) + node.lyingPeers().count(2)).isZero();
  }

  private void assertFollowed(LedgerNode node) {
    assertThat(node.divergence().evidence()).isEmpty();
    assertThat(node.chain().head()).isEqualTo(consortium.node(1).chain().head());
  }

  private Instant now() {
    return consortium.network().clock().instant();
  }
}
