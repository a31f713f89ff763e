package org.yipiao.ledger.server.transfer;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.log.ConsistencyProof;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * Takes over final blocks of a peer: executes them here and keeps each only when its root stands
 * under a checkpoint with a quorum's cosignatures. For the thread that executes.
 */
final class BlockTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(BlockTransfer.class);

  private final Chain chain;
  private final TrustRoot trust;
  private final Executor executor;
  private final CosignatureTally tally;

  BlockTransfer(Chain chain, TrustRoot trust, Executor executor, CosignatureTally tally) {
    this.chain = chain;
    this.trust = trust;
    this.executor = executor;
    this.tally = tally;
  }

  /**
   * Takes the blocks that follow the ones here, as far as they prove to be final.
   *
   * @return whether there was one
   * @throws StoreFailure when this node's own store fails, which ends the thread
   */
  boolean apply(BlockPage page) {
    boolean moved = false;
    for (var view : page.blocks()) {
      if (!apply(view)) {
        return moved;
      }
      moved = true;
    }
    return moved;
  }

  private boolean apply(BlockPage.BlockView view) {
    StoredBlock block;
    ConsistencyProof consistency;
    try {
      block = StoredBlock.decode(Base64.getDecoder().decode(view.content()));
      if (block.height() != head().height() + 1) {
        return false;
      }
      if (!(CosignedCheckpoint.verify(view.checkpoint(), trust)
          instanceof Verification.Final verified)) {
        LOG.warn("a peer's block {} has no quorum", block.height());
        return false;
      }
      consistency = consistency(view, block.size(), verified.checkpoint().size());
      var replayed = executor.replay(block);
      if (!covered(replayed, consistency, verified.checkpoint())) {
        LOG.warn("a peer's block {} does not lead to the cosigned root", block.height());
        return false;
      }
      if (replayed == null) {
        return false;
      }
      executor.keep(replayed);
      if (verified.checkpoint().size() == block.size()) {
        tally.adoptVerified(verified.checkpoint(), view.checkpoint());
      }
      return true;
    } catch (StoreFailure e) {
      // Not the peer's doing: this node cannot go on with its store.
      throw e;
    } catch (RuntimeException e) {
      // Whatever a peer's bytes provoke, the next peer is asked and this thread lives.
      LOG.warn("a peer's block cannot be read: {}", e.toString());
      return false;
    }
  }

  private static ConsistencyProof consistency(BlockPage.BlockView view, long from, long to) {
    var path =
        view.consistency().stream()
            .map(hash -> Digest.of(Base64.getDecoder().decode(hash)))
            .toList();
    return new ConsistencyProof(from, to, path);
  }

  private static boolean covered(
      Executor.@Nullable Replayed replayed, ConsistencyProof consistency, Checkpoint checkpoint) {
    if (replayed == null) {
      return false;
    }
    var tree = replayed.block().head().tree();
    return tree.size() == consistency.firstSize()
        && consistency.verify(tree.root(), checkpoint.root());
  }

  private LedgerHead head() {
    return chain.head().orElseThrow(() -> new IllegalStateException("no genesis block"));
  }
}
