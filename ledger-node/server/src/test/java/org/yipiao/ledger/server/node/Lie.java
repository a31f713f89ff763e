package org.yipiao.ledger.server.node;

import java.util.List;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.Cosignature;

/** What a lying validator says wherever an honest one would show what it executed and signed. */
public interface Lie {

  /** What it has ordered instead of a cosignature of its own. */
  List<Cosignature> ordered(Cosignature own);

  /** What it shows to one other validator ahead of the order, as by events that contradict. */
  List<Cosignature> shown(Cosignature own, int to);

  /** The note that it answers with instead of its last final checkpoint. */
  String checkpoint(FinalCheckpoint own);

  /** What it answers with instead of a final block. */
  BlockPage.BlockView block(BlockPage.BlockView own);
}
