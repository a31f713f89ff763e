package org.yipiao.ledger.server.transfer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Closes gaps in the order, the lowest first. While a peer has final blocks that are not here, they
 * are taken over: that is the short way after a long absence. What is not final yet comes as
 * rounds, which prove themselves by the order hash of the engine's own state, so that a validator
 * that missed rounds can execute them even when too few others did to make them final. For the
 * thread that executes.
 */
public final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  static final int BLOCKS_AT_ONCE = 64;
  private static final int ROUNDS_AT_ONCE = 256;

  private final Chain chain;
  private final Validators validators;
  private final Executor executor;
  private final RoundQueue rounds;
  private final CosignatureTally tally;
  private final Divergence divergence;
  private final List<Peer> peers;
  private final InstantSource clock;
  private final BlockTransfer blocks;
  private final RoundTransfer missing;
  private final PeerTurns turns;

  public CatchUp(
      Chain chain,
      Validators validators,
      Executor executor,
      RoundQueue rounds,
      CosignatureTally tally,
      Divergence divergence,
      List<Peer> peers,
      InstantSource clock) {
    this.chain = chain;
    this.validators = validators;
    this.executor = executor;
    this.rounds = rounds;
    this.tally = tally;
    this.divergence = divergence;
    this.peers = List.copyOf(peers);
    this.clock = clock;
    this.turns = new PeerTurns(peers.size());
    this.blocks = new BlockTransfer(chain, validators, executor, tally);
    this.missing = new RoundTransfer(chain, rounds, divergence);
  }

  /**
   * Takes the next step towards closing the lowest gap.
   *
   * @return whether something was done; otherwise try again after a while
   */
  public boolean step() {
    var lowest = chain.gaps().lowest();
    if (lowest.isEmpty() || divergence.declared()) {
      return false;
    }
    Position gap = lowest.get();
    if (chain.position().round() >= gap.round()) {
      return pass(gap);
    }
    Position here = here(gap);
    if (here.orderHash().equals(gap.orderHash())) {
      close("with the rounds up to " + gap.round());
      return true;
    }
    if (here.round() == gap.round()) {
      divergence.declare(
          "round %d was delivered with order hash %s, the engine's state has %s"
              .formatted(gap.round(), here.orderHash(), gap.orderHash()));
      return false;
    }
    return fetch(gap, here);
  }

  /** The last round at or before the gap that was executed or is stored. */
  private Position here(Position gap) {
    Position executed = chain.position();
    return rounds
        .history()
        .lastStored(gap.round())
        .filter(round -> round.number() > executed.round())
        .map(round -> new Position(round.number(), Digest.of(round.orderHash())))
        .orElse(executed);
  }

  private boolean fetch(Position gap, Position here) {
    if (peers.isEmpty()) {
      return false;
    }
    executor.discard();
    int asked = turns.next();
    Peer peer = peers.get(asked);
    long height = chain.head().map(head -> head.height() + 1).orElse(0L);
    Instant since = clock.instant();
    Optional<BlockPage> page = peer.blocks(height, BLOCKS_AT_ONCE);
    boolean moved = page.isPresent() && blocks.apply(page.get());
    boolean quick = isQuick(since);
    if (page.isPresent() && !moved) {
      Instant again = clock.instant();
      Optional<RoundPage> asksToo = peer.rounds(gap.round(), ROUNDS_AT_ONCE);
      quick = quick && isQuick(again);
      moved = asksToo.filter(answer -> missing.apply(answer, gap, here)).isPresent();
    }
    turns.answered(asked, page.isPresent() && quick);
    return moved;
  }

  /** One that always answers just in time would have a part of this thread's time for itself. */
  private boolean isQuick(Instant since) {
    return !clock.instant().isAfter(since.plus(BlockQuestions.PATIENCE));
  }

  /** Goes on behind a gap that final blocks lead over; they end where the engine's order does. */
  private boolean pass(Position gap) {
    Position at = chain.position();
    Optional<Digest> engines =
        at.round() == gap.round() ? Optional.of(gap.orderHash()) : chain.orderHash(at.round());
    if (engines.isEmpty()) {
      if (rounds.lastAppended() <= at.round()) {
        return false; // the engine has not come that far
      }
      if (chain.gaps().count() == 1) {
        divergence.declare(
            "the blocks here end with round %d, which the engine does not have"
                .formatted(at.round()));
        return false;
      }
    } else if (!engines.get().equals(at.orderHash())) {
      divergence.declare(
          "the blocks here have order hash %s at round %d, the engine has %s"
              .formatted(at.orderHash(), at.round(), engines.get()));
      return false;
    }
    close("with final blocks up to round " + at.round());
    return true;
  }

  private void close(String how) {
    executor.discard();
    chain.gaps().close(new WriteSet());
    rounds.rewind(chain.position().round());
    LOG.info("caught up {}", how);
  }

  /** Asks a peer for its checkpoint, for when cosignatures on the way here were lost. */
  public void catchUpFinality() {
    if (peers.isEmpty() || divergence.declared()) {
      return;
    }
    int asked = turns.next();
    Peer peer = peers.get(asked);
    Instant since = clock.instant();
    Optional<String> note = peer.checkpoint();
    note.ifPresent(answer -> finality(peer, answer));
    turns.answered(asked, note.isPresent() && isQuick(since));
  }

  private void finality(Peer peer, String note) {
    long atMost = tally.finalAtMost();
    if (!(CosignedCheckpoint.verify(note, validators.trust())
        instanceof Verification.Final verified)) {
      return;
    }
    if (verified.checkpoint().size() <= atMost) {
      tally.adoptVerified(verified.checkpoint(), note);
      return;
    }
    // An epoch ended in between: the checkpoint of its last block, which proves the next, comes
    // first.
    tally
        .heightOf(atMost)
        .flatMap(height -> peer.blocks(height, 1))
        .flatMap(page -> page.blocks().stream().findFirst())
        .map(BlockPage.BlockView::checkpoint)
        .filter(last -> !last.equals(note))
        .ifPresent(last -> lastOfEpoch(last, atMost));
  }

  private void lastOfEpoch(String note, long size) {
    if (CosignedCheckpoint.verify(note, validators.trust()) instanceof Verification.Final verified
        && verified.checkpoint().size() == size) {
      tally.adoptVerified(verified.checkpoint(), note);
    }
  }
}
