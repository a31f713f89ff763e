package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * Answer of {@code GET /v1/blocks}: final blocks in ascending order, to be executed again and
 * checked.
 *
 * @param blocks may be empty; fewer than asked for when the node has no more
 * @param checkpoint a cosigned note that covers all of them; empty when there are none
 */
public record BlockPage(List<BlockView> blocks, String checkpoint) {

  public BlockPage {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param content Base64 of its bytes
   */
  public record BlockView(long height, String content) {}
}
