package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * Answer of {@code GET /v1/blocks}: final blocks in ascending order, to be executed again and
 * checked.
 *
 * @param blocks fewer than asked for, or none, when the node has no more
 */
public record BlockPage(List<BlockView> blocks) {

  public BlockPage {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param content Base64 of its bytes
   * @param checkpoint a cosigned note that covers it
   * @param consistency hashes that lead from the log's size after the block to the checkpoint's
   *     (RFC 9162 §2.1.4), Base64; empty when they are the same
   */
  public record BlockView(
      long height, String content, String checkpoint, List<String> consistency) {

    public BlockView {
      consistency = List.copyOf(consistency);
    }
  }
}
