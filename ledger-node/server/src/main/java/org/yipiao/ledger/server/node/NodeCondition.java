package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.SubmissionQueue;

/**
 * How a node is, out of how its parts are.
 *
 * @param clock of this node
 */
record NodeCondition(
    Chain chain,
    OwnSeat seat,
    Divergence divergence,
    OrderingEngine engine,
    NodeThreads threads,
    SubmissionQueue submissions,
    UnfinalSince unfinal,
    InstantSource clock) {

  private static final Duration NO_QUORUM_AFTER = Duration.ofSeconds(10);
  private static final Duration UNHEALTHY = Duration.ofSeconds(1);

  NodeStatus status() {
    if (divergence.declared()) {
      return NodeStatus.DIVERGED;
    }
    var failed = storeFailure();
    if (failed.isPresent()) {
      return NodeStatus.of(failed.get());
    }
    if (!threads.failed()
        && engine.trouble().filter(OrderingEngine.Trouble::diskFull).isPresent()) {
      return NodeStatus.DISK;
    }
    var engineStatus = engine.status();
    if (threads.failed() || engineStatus == EngineStatus.FAILED) {
      return NodeStatus.FAILED;
    }
    if (chain.store().shortOfRoom()) {
      return NodeStatus.DISK;
    }
    if (seat.standsAside()) {
      return NodeStatus.NOT_A_VALIDATOR;
    }
    if (chain.gaps().lowest().isPresent()) {
      return NodeStatus.CATCHING_UP;
    }
    if (!engineStatus.ordering()) {
      return NodeStatus.whileNotOrdering(engineStatus);
    }
    if (finalityLag().compareTo(NO_QUORUM_AFTER) > 0) {
      return anythingBecameFinal() ? NodeStatus.BUSY : NodeStatus.NO_QUORUM;
    }
    if (engine.unhealthyFor().compareTo(UNHEALTHY) > 0) {
      return NodeStatus.BUSY;
    }
    return NodeStatus.ACTIVE;
  }

  /** Why the node, or its engine, cannot go on, if it cannot. */
  Optional<String> failure() {
    return storeFailure()
        .map(StoreFailure::getMessage)
        .or(threads::failure)
        .or(() -> engine.trouble().map(OrderingEngine.Trouble::why));
  }

  private Optional<StoreFailure> storeFailure() {
    return chain.store().failure().or(threads::storeFailure);
  }

  /** A quorum that answers late is none that is missing. */
  private boolean anythingBecameFinal() {
    return chain
        .finalCheckpoint()
        .filter(last -> lately(last.finalAt(), clock.instant()))
        .isPresent();
  }

  /** By a clock that was set back it was in times to come, which says nothing of now. */
  static boolean lately(Instant then, Instant now) {
    return Duration.between(then, now).abs().compareTo(NO_QUORUM_AFTER) <= 0;
  }

  /** How long the oldest accepted transaction or the oldest block has waited to become final. */
  Duration finalityLag() {
    return since(
        Stream.of(submissions.oldest(), unfinal.instant())
            .flatMap(Optional::stream)
            .min(Instant::compareTo));
  }

  /**
   * How long the transaction that was accepted first has waited for its block; 0 when none does.
   */
  Duration oldestAccepted() {
    return since(submissions.oldest());
  }

  private Duration since(Optional<Instant> instant) {
    return instant
        .map(then -> Duration.between(then, clock.instant()))
        .filter(time -> !time.isNegative())
        .orElse(Duration.ZERO);
  }
}
