package org.yipiao.ledger.server.transfer;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Takes over rounds of a peer, from the latest missing one backwards: the order hash after it is
 * known from the engine, so each round proves itself before it is kept, and tells the order hash
 * after the round before it. One honest peer is enough, and a lying one is found out at its first
 * round.
 */
final class RoundTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(RoundTransfer.class);

  private final Chain chain;
  private final RoundQueue rounds;
  private final Divergence divergence;

  RoundTransfer(Chain chain, RoundQueue rounds, Divergence divergence) {
    this.chain = chain;
    this.rounds = rounds;
    this.divergence = divergence;
  }

  /**
   * Keeps the rounds that end in the gap, as far as they prove to be the missing ones.
   *
   * @param downTo the last round that is here already
   * @return whether there was one
   */
  boolean apply(RoundPage page, Position gap, Position downTo) {
    List<QueuedRound> found = new ArrayList<>();
    Position open = gap;
    try {
      for (String content : page.rounds()) {
        if (open.orderHash().equals(downTo.orderHash())) {
          break;
        }
        var round = QueuedRound.decode(Base64.getDecoder().decode(content));
        if (round.number() > open.round() || !round.leadsTo(open.orderHash().bytes())) {
          LOG.info("a peer's round {} does not lead to round {}", round.number(), open.round());
          break;
        }
        if (round.number() <= downTo.round()) {
          divergence.declare(
              "round %d was delivered with order hash %s, the engine's order goes past it from round %d"
                  .formatted(downTo.round(), downTo.orderHash(), round.number()));
          return false;
        }
        found.add(round);
        open = new Position(round.number() - 1, Digest.of(round.previous()));
      }
    } catch (RuntimeException e) {
      // Whatever a peer's bytes provoke, the next peer is asked and this thread lives.
      LOG.warn("a peer's round cannot be read: {}", e.toString());
    }
    if (found.isEmpty()) {
      return false;
    }
    var writes = new WriteSet();
    Runnable written = rounds.insert(found, writes);
    chain.gaps().lower(open, writes);
    written.run();
    return true;
  }
}
