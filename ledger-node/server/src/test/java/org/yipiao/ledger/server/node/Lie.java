package org.yipiao.ledger.server.node;

import java.util.List;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.Cosignature;

/**
 * What a lying validator says wherever an honest one would show what it executed and signed: the
 * truth, where it is not said otherwise.
 */
public interface Lie {

  /** What it has ordered instead of a cosignature of its own. */
  default List<Cosignature> ordered(Cosignature own) {
    return List.of(own);
  }

  /** What it shows to one other validator ahead of the order, as by events that contradict. */
  default List<Cosignature> shown(Cosignature own, int to) {
    return List.of();
  }

  /** The note that it answers with instead of its last final checkpoint. */
  default String checkpoint(FinalCheckpoint own) {
    return own.note();
  }

  /** What it answers with instead of a final block. */
  default BlockPage.BlockView block(BlockPage.BlockView own) {
    return own;
  }
}
