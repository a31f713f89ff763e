package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.node.AlteredBlocks;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.platform.problem.ProblemException;

/** However large what it holds is, a page ends with its bytes and the next goes on behind it. */
class TransferControllerTest {

  private static final int PAGE_BYTES = 4 << 20;
  private static final int LARGE = 3 << 19; // two fit into a page, three do not
  private static final int LARGER_THAN_A_PAGE = 5 << 20;
  private static final int AT_ONCE = 256;

  @TempDir Path directory;
  private LedgerNode node;
  private TransferController controller;

  @BeforeEach
  void makeBlocks() throws Exception {
    node = SimulatedConsortium.withBlocks(directory, 6).node(1);
    controller = new TransferController(node);
  }

  @Test
  void aPageOfBlocksEndsWithItsBytes() {
    long last = node.chain().finalCheckpoint().orElseThrow().height();
    assertThat(last).isGreaterThan(5);
    for (long height = 1; height <= last; height++) {
      AlteredBlocks.enlarge(node.chain(), height, height == 4 ? LARGER_THAN_A_PAGE : LARGE);
    }
    assertThat(heights(controller.blocks(0, AT_ONCE))).containsExactly(0L, 1L, 2L);
    assertThat(heights(controller.blocks(3, AT_ONCE))).containsExactly(3L);
    assertThat(heights(controller.blocks(4, AT_ONCE))).as("alone").containsExactly(4L);

    List<byte[]> all = new ArrayList<>();
    while (all.size() <= last) {
      var page = controller.blocks(all.size(), AT_ONCE).blocks();
      assertThat(page).isNotEmpty();
      for (var view : page) {
        assertThat(view.height()).isEqualTo(all.size());
        all.add(Base64.getDecoder().decode(view.content()));
      }
    }
    for (int height = 0; height <= last; height++) {
      assertThat(all.get(height)).isEqualTo(node.chain().block(height).orElseThrow().encode());
    }
    assertThat(controller.blocks(last + 1, AT_ONCE).blocks()).isEmpty();
  }

  @Test
  void aPageOfRoundsEndsWithItsBytes() throws Exception {
    long last = append(5, LARGE);
    List<byte[]> all = new ArrayList<>();
    while (all.size() < 5) {
      var page = controller.rounds(last - all.size(), 5 - all.size()).rounds();
      assertThat(page).hasSize(Math.min(2, 5 - all.size()));
      page.forEach(round -> all.add(Base64.getDecoder().decode(round)));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(all.get(i)).isEqualTo(round(last - i, LARGE).encode());
    }
  }

  @Test
  void aPageHasAsManyAsAskedForAndNobodyAsksForMoreThanAPage() throws Exception {
    assertThat(heights(controller.blocks(1, 2))).containsExactly(1L, 2L);
    assertThat(controller.rounds(append(5, 100), 3).rounds()).hasSize(3);
    for (int limit : List.of(Integer.MIN_VALUE, -1, 0, AT_ONCE + 1, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> controller.blocks(0, limit)).isInstanceOf(ProblemException.class);
      assertThatThrownBy(() -> controller.rounds(1, limit)).isInstanceOf(ProblemException.class);
    }
    assertThatThrownBy(() -> controller.blocks(-1, 1)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> controller.rounds(-1, 1)).isInstanceOf(ProblemException.class);
  }

  /** Appends rounds with a transaction of that size; the number of the last one. */
  private long append(int count, int bytes) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      node.rounds().append(round(node.rounds().lastAppended() + 1, bytes));
    }
    return node.rounds().lastAppended();
  }

  private static QueuedRound round(long number, int bytes) {
    byte[] payload = new byte[bytes];
    payload[0] = Payload.TRANSACTION;
    return new QueuedRound(
        number, number, new byte[32], new byte[32], List.of(new QueuedRound.Whole(1, payload)));
  }

  private static List<Long> heights(BlockPage page) {
    long bytes =
        page.blocks().stream()
            .mapToLong(view -> Base64.getDecoder().decode(view.content()).length)
            .sum();
    assertThat(page.blocks().size() == 1 || bytes <= PAGE_BYTES).isTrue();
    return page.blocks().stream().map(BlockPage.BlockView::height).toList();
  }
}
