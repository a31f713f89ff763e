package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.transfer.AnswerRoom;
import org.yipiao.ledger.server.transfer.HttpPeer;

/**
 * A validator that is away for longer than the others' engines remember: its own engine takes over
 * their state and never delivers the rounds in between, so its node has to fetch them from its
 * peers over HTTP.
 */
@Tag("long")
@TestMethodOrder(OrderAnnotation.class)
class LongAbsenceIT {

  private static final List<DevelopmentMember> VALIDATORS =
      List.of(
          DevelopmentMember.BUREAU,
          DevelopmentMember.AGENCY,
          DevelopmentMember.INSURER,
          DevelopmentMember.HOSPITAL_ONE);

  /** An engine remembers 300. */
  private static final int TOO_MANY_ROUNDS = 400;

  /** A node asks for 64 at a time. */
  private static final int MORE_BLOCKS_THAN_A_PAGE = 70;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static final AnswerRoom ROOM = new AnswerRoom();
  private static RunningConsortium running;

  /** At rest the engines would make no rounds to be missed. */
  @BeforeAll
  static void startAll() throws Exception {
    running =
        RunningConsortium.start(directory, Map.of("yipiao.ledger.engine.rest-when-idle", "false"));
  }

  @AfterAll
  static void stopAll() throws IOException {
    running.close();
    StoppedStores.assertSound(directory, 4);
  }

  @Test
  @Order(1)
  void comesBackEqualAfterItsEngineLeftOutWhatItMissed() throws Exception {
    running.settle(
        running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
    running.local().stop(DevelopmentMember.INSURER);
    long left = bureau().rounds().lastAppended();
    makeMoreBlocksThanAPage();
    await().atMost(PATIENCE).until(() -> bureau().rounds().lastAppended() > left + TOO_MANY_ROUNDS);
    // Everything up to this block is final: it comes as blocks, and what follows as rounds.
    issue(1);
    long missed = head(bureau()).lastRound();

    running.local().start(DevelopmentMember.INSURER);
    await().atMost(PATIENCE).until(LongAbsenceIT::allAreEqualAndFinal);
    assertThat(LongStream.range(left, missed).filter(LongAbsenceIT::leftOutAtTheInsurer).count())
        .as("rounds from %d to %d that the insurer's engine left out", left, missed)
        .isGreaterThan(TOO_MANY_ROUNDS / 2);
    assertEqual();

    issue(2);
    await().atMost(PATIENCE).until(LongAbsenceIT::allAreEqualAndFinal);
    assertEqual();
  }

  @Test
  @Order(2)
  void everyNodeServesItsFinalBlocksPageByPage() {
    long end = head(bureau()).height() + 1;
    assertThat(end).isGreaterThan(MORE_BLOCKS_THAN_A_PAGE);
    for (var peer : peers()) {
      long height = 0;
      var page = blocks(peer, height, 30);
      while (!page.isEmpty()) {
        assertThat(page).hasSize((int) Math.min(30, end - height));
        for (var view : page) {
          assertThat(view.height()).isEqualTo(height);
          assertThat(Base64.getDecoder().decode(view.content()))
              .isEqualTo(bureau().chain().block(height).orElseThrow().encode());
          height++;
        }
        page = blocks(peer, height, 30);
      }
      assertThat(height).isEqualTo(end);
      assertThat(blocks(peer, 0, 256)).hasSize((int) Math.min(256, end));
      assertThat(peer.blocks(0, 257, ROOM.share())).as("more than a page").isEmpty();
      assertThat(peer.rounds(1, 257, ROOM.share())).as("more than a page").isEmpty();
    }
  }

  /** Rounds that no final block covers, for a validator without which none will. */
  @Test
  @Order(3)
  void everyNodeServesRoundsThatProveThemselvesByTheOrderHash() {
    var peers = peers();
    for (int i = 0; i < peers.size(); i++) {
      var node = running.local().node(VALIDATORS.get(i));
      long covered = head(node).lastRound();
      await().atMost(PATIENCE).until(() -> node.rounds().lastAppended() > covered + 20);
      long last = node.rounds().lastAppended();
      var page = peers.get(i).rounds(last, 10, ROOM.share()).orElseThrow().rounds();
      assertThat(page).hasSize(10);
      byte[] hash = node.chain().orderHash(last).orElseThrow().bytes();
      for (String content : page) {
        byte[] bytes = Base64.getDecoder().decode(content);
        var round = QueuedRound.decode(bytes);
        assertThat(round.leadsTo(hash)).isTrue();
        assertThat(bytes).isEqualTo(round.encode());
        hash = round.previous();
      }
    }
  }

  private static void makeMoreBlocksThanAPage() throws Exception {
    long enough = head(bureau()).height() + MORE_BLOCKS_THAN_A_PAGE;
    for (int offset = 100; offset < 2_000 && head(bureau()).height() < enough; offset++) {
      var invoice = List.of(RunningConsortium.invoice(offset));
      running.submit(running.transaction(DevelopmentMember.HOSPITAL_ONE, invoice));
    }
    assertThat(head(bureau()).height()).isGreaterThanOrEqualTo(enough);
  }

  private static void issue(int offset) throws Exception {
    var invoice = List.of(RunningConsortium.invoice(offset));
    var issued = running.settle(running.transaction(DevelopmentMember.HOSPITAL_ONE, invoice));
    assertThat(issued.firstRefused()).isEmpty();
  }

  /** Delivered at the bureau, and neither delivered nor fetched as a round at the insurer. */
  private static boolean leftOutAtTheInsurer(long round) {
    return bureau().chain().orderHash(round).isPresent()
        && chain(DevelopmentMember.INSURER).orderHash(round).isEmpty();
  }

  private static boolean allAreEqualAndFinal() {
    var first = head(bureau());
    return VALIDATORS.stream()
        .map(member -> running.local().node(member))
        .allMatch(node ->
            node.status() == NodeStatus.ACTIVE
                && node.chain().gaps().lowest().isEmpty()
                && head(node).equals(first)
                && node.chain().finalSize() == first.tree().size());
  }

  private static void assertEqual() {
    var first = bureau().chain();
    long size = first.log().size();
    for (var member : VALIDATORS) {
      var chain = chain(member);
      assertThat(chain.head()).as("%s", member).isEqualTo(first.head());
      assertThat(chain.log().root(size)).as("%s", member).isEqualTo(first.log().root(size));
      for (var family : List.of(Family.BLOCKS, Family.LEAVES, Family.ROWS, Family.MAP)) {
        assertThat(entries(chain, family))
            .as("%s of %s", family, member)
            .isEqualTo(entries(first, family));
      }
      assertThat(chain.gaps().count()).as("%s", member).isZero();
      assertThat(running.local().node(member).divergence().evidence()).as("%s", member).isEmpty();
    }
  }

  private static List<String> entries(Chain chain, Family family) {
    return chain.store().range(family, new byte[0], null, Integer.MAX_VALUE).stream()
        .map(entry -> hex(entry.key()) + " " + hex(entry.value()))
        .toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static List<HttpPeer> peers() {
    return running.local().uris().stream()
        .map(uri -> new HttpPeer(uri, () -> running.local().token("insurer")))
        .toList();
  }

  private static List<BlockPage.BlockView> blocks(HttpPeer peer, long from, int limit) {
    return peer.blocks(from, limit, ROOM.share()).orElseThrow().blocks();
  }

  private static LedgerNode bureau() {
    return running.local().node(DevelopmentMember.BUREAU);
  }

  private static Chain chain(DevelopmentMember member) {
    return running.local().node(member).chain();
  }

  private static LedgerHead head(LedgerNode node) {
    return node.chain().head().orElseThrow();
  }
}
