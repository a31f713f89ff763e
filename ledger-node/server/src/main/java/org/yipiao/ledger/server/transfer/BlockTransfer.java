package org.yipiao.ledger.server.transfer;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.Finality;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Closes a gap in the order: fetches blocks from peers, executes them here, and keeps each only
 * when its root stands under a checkpoint with a quorum's cosignatures. It is done with the first
 * block that ends at or after the gap; the order hash in that block's header must be the one that
 * the engine has for that round. For the thread that executes.
 */
public final class BlockTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(BlockTransfer.class);
  private static final int PAGE = 64;

  private final Chain chain;
  private final TrustRoot trust;
  private final Executor executor;
  private final RoundQueue rounds;
  private final Finality finality;
  private final Divergence divergence;
  private final List<Peer> peers;
  private int turn;

  public BlockTransfer(
      Chain chain,
      TrustRoot trust,
      Executor executor,
      RoundQueue rounds,
      Finality finality,
      Divergence divergence,
      List<Peer> peers) {
    this.chain = chain;
    this.trust = trust;
    this.executor = executor;
    this.rounds = rounds;
    this.finality = finality;
    this.divergence = divergence;
    this.peers = List.copyOf(peers);
  }

  /**
   * Takes the next step towards closing the gap.
   *
   * @return whether something was done; otherwise try again after a while
   */
  public boolean step() {
    var gap = chain.gap();
    if (gap.isEmpty() || divergence.declared()) {
      return false;
    }
    LedgerHead head = head();
    if (head.lastRound() >= gap.get().round()) {
      return join(gap.get(), head);
    }
    executor.discard();
    if (peers.isEmpty()) {
      return false;
    }
    var peer = peers.get(Math.floorMod(turn, peers.size()));
    boolean moved = peer.blocks(head.height() + 1, PAGE).map(this::apply).orElse(false);
    if (!moved) {
      turn++;
    }
    return moved;
  }

  private boolean apply(BlockPage page) {
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
        finality.adoptVerified(verified.checkpoint(), view.checkpoint());
      }
      return true;
    } catch (StoreFailure e) {
      LOG.warn("a block cannot be stored: {}", e.getMessage());
      return false;
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

  /** Goes on with the engine's rounds after the block that ends at or after the gap. */
  private boolean join(Position gap, LedgerHead head) {
    Optional<Digest> engines =
        head.lastRound() == gap.round()
            ? Optional.of(gap.orderHash())
            : chain.orderHash(head.lastRound());
    if (engines.isEmpty()) {
      if (rounds.lastAppended() > head.lastRound()) {
        divergence.declare(
            "block %d ends with round %d, which the engine does not have"
                .formatted(head.height(), head.lastRound()));
      }
      return false;
    }
    if (!engines.get().equals(head.orderHash())) {
      divergence.declare(
          "block %d has order hash %s at round %d, the engine has %s"
              .formatted(head.height(), head.orderHash(), head.lastRound(), engines.get()));
      return false;
    }
    var writes = new WriteSet();
    chain.removeGap(writes);
    rounds.settle(head.lastRound(), writes);
    chain.store().write(writes, Durability.SYNCED);
    rounds.settled(head.lastRound());
    rounds.rewind(head.lastRound());
    LOG.info("caught up with block {}", head.height());
    return true;
  }

  /** Asks a peer for its checkpoint, for when cosignatures on the way here were lost. */
  public void catchUpFinality() {
    if (peers.isEmpty() || divergence.declared()) {
      return;
    }
    turn++;
    peers
        .get(Math.floorMod(turn, peers.size()))
        .checkpoint()
        .ifPresent(note -> {
          if (CosignedCheckpoint.verify(note, trust) instanceof Verification.Final verified) {
            finality.adoptVerified(verified.checkpoint(), note);
          }
        });
  }

  private LedgerHead head() {
    return chain.head().orElseThrow(() -> new IllegalStateException("no genesis block"));
  }
}
