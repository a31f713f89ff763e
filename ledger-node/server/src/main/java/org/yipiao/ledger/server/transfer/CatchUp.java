package org.yipiao.ledger.server.transfer;

import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
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
  private final AskedPeers asked;
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
      AskedPeers asked) {
    this.chain = chain;
    this.validators = validators;
    this.executor = executor;
    this.rounds = rounds;
    this.tally = tally;
    this.divergence = divergence;
    this.asked = asked;
    this.turns = new PeerTurns(asked.peers().size());
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
    if (IntStream.range(0, asked.peers().size()).noneMatch(this::isAskable)) {
      return false;
    }
    executor.discard();
    int peer = turns.next(this::isAskable);
    long since = asked.time().nanos();
    Optional<Taken> given = fetchBlocks(peer);
    boolean quick = isQuick(since);
    boolean moved = given.filter(Taken::moved).isPresent();
    if (given.isPresent() && !moved && given.get().lie().isEmpty()) {
      long again = asked.time().nanos();
      moved = fetchRounds(peer, gap, here);
      quick = quick && isQuick(again);
    }
    turns.answered(peer, given.isPresent() && quick);
    return moved;
  }

  private boolean isAskable(int peer) {
    return !asked.liars().paused(peer);
  }

  /** What could be taken of a peer's page; empty when it could not be asked. */
  private Optional<Taken> fetchBlocks(int peer) {
    long height = chain.head().map(head -> head.height() + 1).orElse(0L);
    try (var share = asked.room().share()) {
      Optional<Taken> taken =
          asked.peers().get(peer).blocks(height, BLOCKS_AT_ONCE, share).map(blocks::apply);
      taken.flatMap(Taken::lie).ifPresent(lie -> asked.liars().told(peer, lie));
      return taken;
    }
  }

  private boolean fetchRounds(int peer, Position gap, Position here) {
    try (var share = asked.room().share()) {
      return asked
          .peers()
          .get(peer)
          .rounds(gap.round(), ROUNDS_AT_ONCE, share)
          .filter(page -> missing.apply(page, gap, here))
          .isPresent();
    }
  }

  /** One that always answers just in time would have a part of this thread's time for itself. */
  private boolean isQuick(long since) {
    return asked.time().nanos() - since <= BlockQuestions.PATIENCE.toNanos();
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
    if (asked.peers().isEmpty() || divergence.declared()) {
      return;
    }
    int place = turns.next();
    Peer peer = asked.peers().get(place);
    long since = asked.time().nanos();
    Optional<String> note = peer.checkpoint();
    note.ifPresent(answer -> finality(peer, answer));
    turns.answered(place, note.isPresent() && isQuick(since));
  }

  private void finality(Peer peer, String note) {
    long atMost = tally.finalAtMost();
    Optional<Checkpoint> proven = proven(note);
    if (proven.isEmpty()) {
      return;
    }
    if (proven.get().size() <= atMost) {
      tally.adoptVerified(proven.get(), note);
      return;
    }
    // An epoch ended in between: the checkpoint of its last block, which proves the next, comes
    // first.
    try (var share = asked.room().share()) {
      tally
          .heightOf(atMost)
          .flatMap(height -> peer.blocks(height, 1, share))
          .flatMap(page -> page.blocks().stream().findFirst())
          .map(BlockPage.BlockView::checkpoint)
          .filter(last -> !last.equals(note))
          .ifPresent(last -> lastOfEpoch(last, atMost));
    }
  }

  private void lastOfEpoch(String note, long size) {
    proven(note)
        .filter(checkpoint -> checkpoint.size() == size)
        .ifPresent(checkpoint -> tally.adoptVerified(checkpoint, note));
  }

  /** Whatever a peer's bytes provoke, the next peer is asked and this thread lives. */
  private Optional<Checkpoint> proven(String note) {
    try {
      return CosignedCheckpoint.verify(note, validators.trust())
              instanceof Verification.Final verified
          ? Optional.of(verified.checkpoint())
          : Optional.empty();
    } catch (RuntimeException e) {
      LOG.warn("a peer's checkpoint cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }
}
