package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.WriteSet;

/** However much proves lies, a page ends with its pieces or its characters. */
class EvidencePageTest {

  private static final int PIECES_AT_ONCE = 256;
  private static final int LARGE = 3 << 19; // two fit into a page, three do not

  @TempDir Path directory;
  private LedgerNode node;
  private EvidenceController controller;

  @BeforeEach
  void makeNode() throws Exception {
    node = SimulatedConsortium.withBlocks(directory, 1).node(1);
    controller = new EvidenceController(node);
  }

  private void keep(int member, long size, int characters) {
    byte[] key = ByteBuffer.allocate(12).putInt(member).putLong(size).array();
    byte[] text = "x".repeat(characters).getBytes(StandardCharsets.UTF_8);
    node.chain().store().write(new WriteSet().put(Family.EVIDENCE, key, text), Durability.WRITTEN);
  }

  @Test
  void aPageEndsWithItsCharactersAndTheNextGoesOnBehindIt() {
    for (int size = 1; size <= 5; size++) {
      keep(size < 4 ? 2 : 3, size, size == 4 ? 3 * LARGE : LARGE);
    }
    List<Integer> pages = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    int member = 0;
    long size = 0;
    for (var page = controller.evidence(member, size);
        !page.isEmpty();
        page = controller.evidence(member, size)) {
      pages.add(page.size());
      page.forEach(piece -> sizes.add(piece.size()));
      member = page.getLast().member();
      size = page.getLast().size() + 1;
    }
    assertThat(pages).containsExactly(2, 1, 1, 1);
    assertThat(sizes).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aPageEndsWithItsPieces() {
    for (int size = 1; size <= PIECES_AT_ONCE + 1; size++) {
      keep(2, size, 10);
    }
    assertThat(controller.evidence(0, 0)).hasSize(PIECES_AT_ONCE);
    assertThat(controller.evidence(2, PIECES_AT_ONCE + 1)).hasSize(1);
  }
}
