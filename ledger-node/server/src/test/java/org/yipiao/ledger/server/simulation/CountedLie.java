package org.yipiao.ledger.server.simulation;

import java.util.List;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.node.Lie;
import org.yipiao.ledger.server.node.LyingValidator;

/** A liar whose lies in place of its own cosignatures are counted. */
record CountedLie(LyingValidator liar, LyingValidator.Manner manner, Coverage coverage)
    implements Lie {

  @Override
  public List<Cosignature> ordered(Cosignature own) {
    var ordered = liar.ordered(own);
    // Whoever copies another's root has nothing to say before there is one.
    if (manner != LyingValidator.Manner.BLIND || !ordered.isEmpty()) {
      coverage.happened(manner);
    }
    return ordered;
  }

  @Override
  public List<Cosignature> shown(Cosignature own, int to) {
    return liar.shown(own, to);
  }

  @Override
  public String checkpoint(FinalCheckpoint own) {
    return liar.checkpoint(own);
  }

  @Override
  public BlockPage.BlockView block(BlockPage.BlockView own) {
    return liar.block(own);
  }
}
