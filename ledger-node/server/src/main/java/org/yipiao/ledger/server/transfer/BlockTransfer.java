package org.yipiao.ledger.server.transfer;

import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.log.ConsistencyProof;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.Replayed;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * Takes over final blocks of a peer: executes them here and keeps each only when its root stands
 * under a checkpoint with a quorum's cosignatures. For the thread that executes.
 */
final class BlockTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(BlockTransfer.class);

  private final Chain chain;
  private final Validators validators;
  private final Executor executor;
  private final CosignatureTally tally;

  BlockTransfer(Chain chain, Validators validators, Executor executor, CosignatureTally tally) {
    this.chain = chain;
    this.validators = validators;
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
    return apply(page, () -> true);
  }

  /**
   * The same, while it is wanted.
   *
   * @param goesOn asked before each block
   */
  boolean apply(BlockPage page, BooleanSupplier goesOn) {
    boolean moved = false;
    for (var view : page.blocks()) {
      if (!goesOn.getAsBoolean() || !apply(view)) {
        return moved;
      }
      moved = true;
    }
    return moved;
  }

  private boolean apply(BlockPage.BlockView view) {
    var read = read(view);
    if (read.isEmpty()) {
      return false;
    }
    StoredBlock block = read.get().block();
    Checkpoint checkpoint = read.get().checkpoint();
    var replayed = replayed(block);
    if (replayed == null || !covered(replayed, read.get().consistency(), checkpoint)) {
      LOG.warn("a peer's block {} does not lead to the cosigned root", block.height());
      return false;
    }
    executor.keep(replayed);
    if (checkpoint.size() == block.size()) {
      tally.adoptVerified(checkpoint, view.checkpoint());
    }
    return true;
  }

  private @Nullable Replayed replayed(StoredBlock block) {
    try {
      return executor.replay(block);
    } catch (StoreFailure e) {
      // The block was read before: it is this node's own store with which it cannot go on.
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("a peer's block cannot be executed: {}", e.toString());
      return null;
    }
  }

  /** A peer's block that can be read and whose checkpoint has a quorum; nothing is executed yet. */
  private record Read(StoredBlock block, Checkpoint checkpoint, ConsistencyProof consistency) {}

  /** Whatever a peer's bytes provoke, the next peer is asked and this thread lives. */
  private Optional<Read> read(BlockPage.BlockView view) {
    try {
      var block = StoredBlock.decode(Base64.getDecoder().decode(view.content()));
      if (block.height() != head().height() + 1) {
        return Optional.empty();
      }
      if (!(CosignedCheckpoint.verify(view.checkpoint(), validators.trust())
          instanceof Verification.Final verified)) {
        LOG.warn("a peer's block {} has no quorum", block.height());
        return Optional.empty();
      }
      var consistency = consistency(view, block.size(), verified.checkpoint().size());
      return Optional.of(new Read(block, verified.checkpoint(), consistency));
    } catch (RuntimeException e) {
      LOG.warn("a peer's block cannot be read: {}", e.toString());
      return Optional.empty();
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
      Replayed replayed, ConsistencyProof consistency, Checkpoint checkpoint) {
    var tree = replayed.block().head().tree();
    return tree.size() == consistency.firstSize()
        && consistency.verify(tree.root(), checkpoint.root());
  }

  private LedgerHead head() {
    return chain.head().orElseThrow(() -> new IllegalStateException("no genesis block"));
  }
}
