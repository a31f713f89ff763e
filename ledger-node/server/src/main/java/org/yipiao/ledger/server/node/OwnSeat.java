package org.yipiao.ledger.server.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/**
 * Whether this node's member is one of the validators, and whether its node therefore stands aside.
 *
 * @param self this node's member number
 */
record OwnSeat(
    Genesis genesis, int self, Chain chain, Validators validators, OrderingEngine engine) {

  /** Whether it is one of the validators at the end of this log. */
  boolean taken() {
    return validators.present().roster().validator(self).isPresent();
  }

  /**
   * Whether its node has no part in what the validators do. Not while its engine says that it is
   * further than its log: a newcomer's log has to come to where it was admitted.
   */
  boolean standsAside() {
    if (taken()) {
      return false;
    }
    return switch (engine.status()) {
      case WAITING, FREEZING, FROZEN -> true;
      case ACTIVE -> chain.gaps().lowest().isEmpty() && !engineIsAhead();
      case STARTING, REPLAYING, OBSERVING, CHECKING, BEHIND, RECONNECTING, FAILED, STOPPED -> false;
    };
  }

  private boolean engineIsAhead() {
    long epoch = engine.epoch();
    return epoch != Long.MAX_VALUE && epoch > validators.present().number();
  }

  /** Whether no engine runs here that would bring the rounds, so that blocks must be fetched. */
  boolean follows() {
    return engine.status() == EngineStatus.WAITING;
  }

  /** Since when it is none of them; empty while it is one. */
  Optional<Absence> absence() {
    List<Epoch> epochs = validators.epochs();
    int first = epochs.size();
    while (first > 0 && epochs.get(first - 1).roster().validator(self).isEmpty()) {
      first--;
    }
    if (first == epochs.size()) {
      return Optional.empty();
    }
    Epoch epoch = epochs.get(first);
    return Optional.of(new Absence(epoch.number(), epoch.fromSize(), since(epoch), first > 0));
  }

  private Optional<Instant> since(Epoch epoch) {
    return epoch.number() == 0
        ? Optional.of(genesis.time())
        : chain
            .checkpointAt(epoch.fromSize() - 1)
            .flatMap(last -> chain.block(last.height()))
            .map(block -> EpochNanos.toInstant(block.consensusTimeNanos()));
  }
}
