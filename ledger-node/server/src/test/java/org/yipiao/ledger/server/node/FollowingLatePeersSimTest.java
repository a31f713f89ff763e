package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.transfer.AskedPeers;

/**
 * A node that fetches blocks from peers which take their time, of ill will or because their line is
 * slow.
 */
class FollowingLatePeersSimTest {

  private static final Duration STEP = Duration.ofMillis(200);

  /** Just short of being no answer. */
  private static final Duration SLOWEST = Duration.ofSeconds(19);

  /** The longest pause after nothing new, the patience with one peer, and a few steps. */
  private static final Duration SOON = Duration.ofSeconds(4);

  /** A page has 64. */
  private static final int MORE_THAN_TWO_PAGES = 150;

  private static final long LATEST = 5 * 60;

  @TempDir Path directory;

  private SimulatedConsortium consortium;
  private final NoEngine engine = new NoEngine();
  private Duration setBack = Duration.ZERO;
  private final InstantSource clock = () -> now().minus(setBack);

  @BeforeEach
  void found() throws Exception {
    consortium = DismissedMember.of(directory);
  }

  @Test
  void aPeerThatIsSlowKeepsItFromNoPageOfTheOthers() throws Exception {
    for (int i = 0; i < MORE_THAN_TWO_PAGES; i++) {
      consortium.issue(10 + i, 2);
      consortium.run(Duration.ofMillis(120));
    }
    consortium.run(Duration.ofSeconds(4));
    assertThat(height(consortium.node(1))).isGreaterThan(MORE_THAN_TWO_PAGES);
    LatePeer[] peers = {peer(1, SLOWEST), peer(2, Duration.ZERO), peer(3, Duration.ZERO)};
    assertThat(untilFollowed(anew(peers), peers)).isLessThan(SOON);
  }

  @Test
  void aPeerThatIsSlowKeepsNoBlockFromItsReaders() throws Exception {
    LatePeer[] peers = {peer(1, SLOWEST), peer(2, Duration.ZERO), peer(3, Duration.ZERO)};
    var node = anew(peers);
    assertThat(untilFollowed(node, peers)).isLessThan(SOON);
    for (int i = 0; i < 30; i++) {
      consortium.issue(10 + i, 2);
      consortium.run(Duration.ofMillis(800));
      assertThat(untilFollowed(node, peers)).as("block %d", i).isLessThan(SOON);
    }
  }

  /** One that answers at once, and nothing of use, is no reason to give the others no time. */
  @Test
  void whatComesLateIsTakenWhereNobodyGivesItSooner() throws Exception {
    LatePeer[] peers = {
      new LatePeer(consortium, 1, Duration.ZERO, page -> new BlockPage(List.of())),
      peer(2, Duration.ofSeconds(9)),
      peer(3, Duration.ofSeconds(12))
    };
    var node = anew(peers);
    for (int i = 0; i < 4; i++) {
      consortium.issue(10 + i, 2);
      consortium.run(Duration.ofSeconds(2));
      assertThat(untilFollowed(node, peers)).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void aClockThatIsSetBackMakesNoPauseLonger() throws Exception {
    LatePeer[] peers = {peer(1, Duration.ZERO), peer(2, Duration.ZERO), peer(3, Duration.ZERO)};
    var node = anew(peers);
    assertThat(untilFollowed(node, peers)).isLessThan(SOON);
    setBack = Duration.ofHours(1);
    consortium.issue(10, 2);
    consortium.run(Duration.ofMillis(800));
    assertThat(untilFollowed(node, peers)).isLessThan(SOON);
  }

  @Test
  void whatWasAskedIsDroppedOnceAnEngineOrders() throws Exception {
    LatePeer[] peers = {peer(1, SLOWEST), peer(2, SLOWEST), peer(3, SLOWEST)};
    var node = anew(peers);
    for (int i = 0; i < 30; i++) {
      step(node, peers);
    }
    assertThat(peers).allMatch(LatePeer::isAsked);
    engine.becomes(EngineStatus.ACTIVE);
    step(node, peers);
    assertThat(peers).noneMatch(LatePeer::isAsked);
  }

  /**
   * A validator that closes a gap waits for whom it asks, and asks the slow one ever more seldom.
   */
  @Test
  void aPeerThatIsSlowIsAskedSeldomWhereAGapIsClosed() throws Exception {
    for (int i = 0; i < 60; i++) {
      consortium.issue(10 + i, 2);
      consortium.run(Duration.ofMillis(120));
    }
    consortium.run(Duration.ofSeconds(4));
    consortium.talk().blocksOfPage(2);
    engine.becomes(EngineStatus.ACTIVE);
    LatePeer[] peers = {peer(1, SLOWEST), peer(2, Duration.ZERO), peer(3, Duration.ZERO)};
    var node = anew(peers);
    var last = consortium.network().order().getLast();
    node.chain().gaps().add(new Position(last.number(), Digest.of(last.orderHash())));
    assertThat(untilFollowed(node, peers)).isLessThan(SLOWEST.multipliedBy(5));
  }

  private LatePeer peer(int member, Duration takes) {
    return new LatePeer(consortium, member, takes, UnaryOperator.identity());
  }

  /** One with nothing on its disk. */
  private LedgerNode anew(LatePeer... peers) throws Exception {
    if (consortium.runs(DismissedMember.NUMBER)) {
      consortium.crash(DismissedMember.NUMBER);
    }
    var node =
        new LedgerNode(
            consortium.genesis(),
            DismissedMember.NUMBER,
            consortium.members().keys(DismissedMember.NUMBER),
            new MemoryStore(),
            engine,
            AskedPeers.of(List.of(peers), consortium.network()::nanos),
            clock);
    node.listen();
    return node;
  }

  /** The simulated time that it takes it to come to where the others are. */
  private Duration untilFollowed(LedgerNode node, LatePeer... peers) throws InterruptedException {
    Instant since = now();
    while (!node.chain().head().equals(consortium.node(1).chain().head())) {
      assertThat(now()).as("it comes there").isBefore(since.plusSeconds(LATEST));
      step(node, peers);
    }
    assertThat(node.divergence().evidence()).isEmpty();
    for (int peer = 0; peer < peers.length; peer++) {
      assertThat(node.lyingPeers().count(peer)).as("to be late is no lie").isZero();
    }
    return Duration.between(since, now());
  }

  private void step(LedgerNode node, LatePeer... peers) throws InterruptedException {
    consortium.run(STEP);
    Arrays.stream(peers).forEach(LatePeer::answerThoseThatAreDue);
    while (node.work(Duration.ZERO)) {
      Thread.onSpinWait();
    }
  }

  private Instant now() {
    return consortium.network().clock().instant();
  }

  private static long height(LedgerNode node) {
    return node.chain().head().orElseThrow().height();
  }
}
