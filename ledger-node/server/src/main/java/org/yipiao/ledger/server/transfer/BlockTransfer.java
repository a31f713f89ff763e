package org.yipiao.ledger.server.transfer;

import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
 * Takes over final blocks of a peer, and keeps each only when its root stands under a checkpoint
 * with a quorum's cosignatures. What a block says of itself, its root, size and number of
 * operations, is compared with what was cosigned before anything of it is executed: so a lie costs
 * at most what the true block does. For the thread that executes.
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
   * @throws StoreFailure when this node's own store fails, which ends the thread
   */
  Taken apply(BlockPage page) {
    return apply(page, () -> true);
  }

  /**
   * The same, while it is wanted.
   *
   * @param goesOn asked before each block
   */
  Taken apply(BlockPage page, BooleanSupplier goesOn) {
    boolean moved = false;
    for (var view : page.blocks()) {
      if (!goesOn.getAsBoolean()) {
        break;
      }
      Reading reading = read(view, head());
      if (reading instanceof Read read) {
        reading = take(read, view.checkpoint());
      }
      switch (reading) {
        case Read _ -> moved = true;
        case False(String lie) -> {
          return new Taken(moved, Optional.of(lie));
        }
        case Useless _ -> {
          return new Taken(moved, Optional.empty());
        }
      }
    }
    return new Taken(moved, Optional.empty());
  }

  /** Executes a block and keeps it, unless what comes of it is not what was cosigned. */
  private Reading take(Read read, String note) {
    StoredBlock block = read.block();
    Replayed replayed;
    try {
      replayed = executor.replay(block);
    } catch (StoreFailure e) {
      // The block was read before: it is this node's own store with which it cannot go on.
      throw e;
    } catch (RuntimeException e) {
      // It may be this node that cannot, as under rules that it does not have yet.
      LOG.warn("a peer's block cannot be executed: {}", e.toString());
      return new Useless();
    }
    if (replayed == null || !read.isOf(replayed)) {
      return new False("its block %d does not lead to the cosigned root".formatted(block.height()));
    }
    executor.keep(replayed);
    if (read.checkpoint().size() == block.size()) {
      tally.adoptVerified(read.checkpoint(), note);
    }
    return read;
  }

  /** What a peer gives as the next block, before anything is executed. */
  private sealed interface Reading {}

  /** Its size and root stand under a quorum's cosignatures, and it has as many operations. */
  private record Read(StoredBlock block, Checkpoint checkpoint) implements Reading {

    /** The root that was claimed, and proven, is the one that was come to. */
    boolean isOf(Replayed replayed) {
      var tree = replayed.block().head().tree();
      return tree.size() == block.size() && tree.root().equals(block.root());
    }
  }

  /** It cannot be a block of the log, whoever looks at it. */
  private record False(String lie) implements Reading {}

  /** Another block than the next, or one that cannot be executed here. */
  private record Useless() implements Reading {}

  /** Whatever a peer's bytes provoke, the next peer is asked and this thread lives. */
  private Reading read(BlockPage.BlockView view, LedgerHead head) {
    try {
      var block = StoredBlock.decode(Base64.getDecoder().decode(view.content()));
      if (block.height() != view.height()) {
        return new False("its block %d says that it is another".formatted(view.height()));
      }
      if (block.height() != head.height() + 1) {
        return new Useless();
      }
      if (!(CosignedCheckpoint.verify(view.checkpoint(), validators.trust())
          instanceof Verification.Final verified)) {
        return new False("its block %d has no quorum".formatted(block.height()));
      }
      Checkpoint checkpoint = verified.checkpoint();
      if (!consistency(view, block.size(), checkpoint.size())
          .verify(block.root(), checkpoint.root())) {
        return new False("its block %d is not under the cosigned root".formatted(block.height()));
      }
      if (!executor.isAsLarge(block)) {
        return new False("its block %d has other operations".formatted(block.height()));
      }
      return new Read(block, checkpoint);
    } catch (RuntimeException e) {
      return new False(
          "its block %d cannot be read, %s".formatted(view.height(), e.getClass().getSimpleName()));
    }
  }

  private static ConsistencyProof consistency(BlockPage.BlockView view, long from, long to) {
    var path =
        view.consistency().stream()
            .map(hash -> Digest.of(Base64.getDecoder().decode(hash)))
            .toList();
    return new ConsistencyProof(from, to, path);
  }

  private LedgerHead head() {
    return chain.head().orElseThrow(() -> new IllegalStateException("no genesis block"));
  }
}
