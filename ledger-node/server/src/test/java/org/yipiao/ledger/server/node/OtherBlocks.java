package org.yipiao.ledger.server.node;

import java.util.List;
import java.util.function.UnaryOperator;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.Cosignature;

/**
 * Signs what is true and tells its peers other blocks.
 *
 * @param blocks what it tells instead of each
 */
record OtherBlocks(UnaryOperator<BlockPage.BlockView> blocks) implements Lie {

  @Override
  public List<Cosignature> ordered(Cosignature own) {
    return List.of(own);
  }

  @Override
  public List<Cosignature> shown(Cosignature own, int to) {
    return List.of();
  }

  @Override
  public String checkpoint(FinalCheckpoint own) {
    return own.note();
  }

  @Override
  public BlockPage.BlockView block(BlockPage.BlockView own) {
    return blocks.apply(own);
  }
}
