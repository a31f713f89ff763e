package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.ClientInMemory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.http.NodeInMemory;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * A node whose member is none of the validators, and to which therefore no engine brings rounds.
 */
class FollowingSimTest {

  private static final int DISMISSED = DismissedMember.NUMBER;
  private static final int GUEST = SimulatedConsortium.GUEST;
  private static final Duration STEP = Duration.ofMillis(200);

  /** What a node has that every other has as well. */
  private static final List<Family> EVERYBODYS =
      List.of(Family.ROWS, Family.LEAVES, Family.TILES, Family.BLOCKS, Family.MAP);

  @TempDir Path directory;

  private SimulatedConsortium consortium;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 43, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
  }

  @Test
  void aDismissedOneSaysSoTakesNothingAndFollowsToTheSameDigest() throws Exception {
    DismissedMember.suspend(consortium);
    assertThat(consortium.node(DISMISSED).status())
        .as("as soon as its log says so, whatever its engine does until all stop")
        .isEqualTo(NodeStatus.NOT_A_VALIDATOR);
    LedgerNode node = withoutEngine(DISMISSED, honest());
    consortium.makeBlocks(10, 3);
    assertThat(node.chain().head()).isNotEqualTo(consortium.node(1).chain().head());
    assertThat(node.status()).isEqualTo(NodeStatus.NOT_A_VALIDATOR);

    follow(node, Duration.ofSeconds(3));
    assertFollowed(node);
    consortium.makeBlocks(20, 2);
    follow(node, Duration.ofSeconds(2));
    assertFollowed(node);

    assertThat(node.status()).isEqualTo(NodeStatus.NOT_A_VALIDATOR);
    assertThat(node.validator()).isFalse();
    assertThat(node.absence())
        .hasValueSatisfying(absence -> {
          var epoch = node.validators().present();
          assertThat(absence.epoch()).isEqualTo(1);
          assertThat(absence.fromSize()).isEqualTo(epoch.fromSize());
          assertThat(absence.since()).isPresent();
          assertThat(absence.dismissed()).isTrue();
        });
    var answer =
        new NodeInMemory(node, consortium.network().clock())
            .answer("v1/transactions", consortium.invoice(30).bytes());
    assertThat(answer).isEqualTo(new ClientInMemory.Reply(503, "NOT_A_VALIDATOR", false));
    for (int member = 1; member < DISMISSED; member++) {
      assertThat(node.cosignatures().withheld(member)).as("it sees no cosignatures").isZero();
      assertThat(consortium.node(member).validator()).isTrue();
      assertThat(consortium.node(member).absence()).isEmpty();
    }
  }

  /** The note alone proves nothing of a block, and a block nothing without a quorum's note. */
  @Test
  void aLiarsBlocksAreRefusedAndTheOthersStillTaken() throws Exception {
    DismissedMember.suspend(consortium);
    LedgerNode deceived =
        withoutEngine(
            DISMISSED,
            List.of(
                new PeerInMemory(new Lies(new LyingValidator(consortium, 2, Manner.WITHHOLDS)), 2),
                new PeerInMemory(new Lies(new OtherBlocks(FollowingSimTest::emptied)), 3)));
    var before = deceived.chain().head();
    consortium.makeBlocks(10, 2);
    follow(deceived, Duration.ofSeconds(6));
    assertThat(deceived.chain().head()).isEqualTo(before);
    assertThat(deceived.divergence().evidence()).isEmpty();

    LedgerNode node =
        withoutEngine(
            DISMISSED,
            List.of(
                new PeerInMemory(new Lies(new LyingValidator(consortium, 2, Manner.WITHHOLDS)), 2),
                new PeerInMemory(new Lies(new OtherBlocks(FollowingSimTest::emptied)), 3),
                new PeerInMemory(consortium.talk(), 1)));
    follow(node, Duration.ofSeconds(6));
    assertFollowed(node);
  }

  /** What its engine said once is of no use where none will come to fill the gap. */
  @Test
  void finalBlocksLeadOverAGapThatNoEngineWillFill() throws Exception {
    DismissedMember.suspend(consortium);
    LedgerNode node = withoutEngine(DISMISSED, honest());
    consortium.makeBlocks(10, 2);
    var last = consortium.network().order().getLast();
    node.chain().gaps().add(new Position(last.number(), Digest.of(last.orderHash())));
    consortium.makeBlocks(20, 2);
    assertThat(node.status()).isEqualTo(NodeStatus.NOT_A_VALIDATOR);
    follow(node, Duration.ofSeconds(4));
    assertFollowed(node);
    assertThat(node.chain().gaps().lowest()).isEmpty();
  }

  /** From the genesis over its own admission; its engine begins behind what it has followed to. */
  @Test
  void whoIsNotAdmittedYetFollowsAndBeginsAsANewcomerOnceItIs() throws Exception {
    AdmittedGuest.join(consortium);
    consortium.crash(GUEST);
    consortium.network().forget(GUEST);
    consortium.restore(GUEST, new MemoryStore());
    LedgerNode node =
        new LedgerNode(
            consortium.genesis(),
            GUEST,
            consortium.members().keys(GUEST),
            consortium.disk(GUEST),
            new NoEngine(),
            AskedPeers.of(honest(), consortium.network()::nanos),
            consortium.network().clock());
    assertThat(node.status()).isEqualTo(NodeStatus.NOT_A_VALIDATOR);
    assertThat(node.absence())
        .contains(new Absence(0, 0, Optional.of(consortium.genesis().time()), false));
    consortium.makeBlocks(10, 2);
    follow(node, Duration.ofSeconds(4));
    assertFollowed(node);
    assertThat(node.status()).as("admitted, its engine waits").isEqualTo(NodeStatus.STARTING);
    assertThat(node.absence()).isEmpty();

    consortium.start(GUEST);
    consortium.run(Duration.ofSeconds(6));
    consortium.crash(2); // so that four of five need the guest
    consortium.issue(20, 1);
    consortium.run(Duration.ofSeconds(6));
    LedgerNode admitted = consortium.node(GUEST);
    assertThat(admitted.status()).isEqualTo(NodeStatus.ACTIVE);
    assertFollowed(admitted);
  }

  /** What a peer would say that leaves out what a block does. */
  private static BlockPage.BlockView emptied(BlockPage.BlockView own) {
    var block = StoredBlock.decode(Base64.getDecoder().decode(own.content()));
    return new BlockPage.BlockView(
        own.height(),
        Base64.getEncoder().encodeToString(AlteredBlocks.with(block, List.of()).encode()),
        own.checkpoint(),
        own.consistency());
  }

  /** A peer that lies to whoever follows, and to nobody else. */
  private final class Lies implements PeerTalk {

    private final Lie lie;

    Lies(Lie lie) {
      this.lie = lie;
    }

    @Override
    public Optional<LedgerNode> running(int member) {
      return consortium.running(member);
    }

    @Override
    public Optional<LedgerNode> answering(int member) {
      return consortium.talk().answering(member);
    }

    @Override
    public int page(int member, int asked) {
      return asked;
    }

    @Override
    public RoundPage told(int member, RoundPage page) {
      return page;
    }

    @Override
    public Optional<Lie> lie(int member) {
      return Optional.of(lie);
    }
  }

  private List<Peer> honest() {
    return IntStream.range(1, DISMISSED)
        .<Peer>mapToObj(member -> new PeerInMemory(consortium.talk(), member))
        .toList();
  }

  /** Its process ends; what starts again has no engine. */
  private LedgerNode withoutEngine(int member, List<Peer> peers) throws Exception {
    if (consortium.runs(member)) {
      consortium.crash(member);
    }
    var node =
        new LedgerNode(
            consortium.genesis(),
            member,
            consortium.members().keys(member),
            consortium.disk(member),
            new NoEngine(),
            AskedPeers.of(peers, consortium.network()::nanos),
            consortium.network().clock());
    node.listen();
    return node;
  }

  private void follow(LedgerNode node, Duration time) throws InterruptedException {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
      consortium.run(STEP);
      while (node.work(Duration.ZERO)) {
        Thread.onSpinWait();
      }
      assertThat(node.cosign()).isZero();
      node.keepHouse();
    }
  }

  private void assertFollowed(LedgerNode node) {
    Chain first = consortium.node(1).chain();
    assertThat(node.divergence().evidence()).isEmpty();
    assertThat(node.chain().head()).isEqualTo(first.head());
    assertThat(node.chain().finalSize()).isEqualTo(first.log().size());
    for (Family family : EVERYBODYS) {
      assertThat(entries(node.chain(), family)).as("%s", family).isEqualTo(entries(first, family));
    }
  }

  private static List<String> entries(Chain chain, Family family) {
    return chain.store().range(family, new byte[0], null, Integer.MAX_VALUE).stream()
        .map(entry ->
            HexFormat.of().formatHex(entry.key()) + " " + HexFormat.of().formatHex(entry.value()))
        .toList();
  }
}
