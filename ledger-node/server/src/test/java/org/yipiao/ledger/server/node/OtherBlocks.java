package org.yipiao.ledger.server.node;

import java.util.function.UnaryOperator;
import org.yipiao.ledger.client.http.BlockPage;

/**
 * Signs what is true and tells its peers other blocks.
 *
 * @param blocks what it tells instead of each
 */
record OtherBlocks(UnaryOperator<BlockPage.BlockView> blocks) implements Lie {

  @Override
  public BlockPage.BlockView block(BlockPage.BlockView own) {
    return blocks.apply(own);
  }
}
