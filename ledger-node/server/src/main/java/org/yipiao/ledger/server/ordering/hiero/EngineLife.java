package org.yipiao.ledger.server.ordering.hiero;

import java.util.Optional;
import org.hiero.consensus.model.status.PlatformStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.store.SystemError;

/** What an engine is doing, who is told of it, and why it failed. */
final class EngineLife {

  private static final Logger log = LoggerFactory.getLogger(HieroOrderingEngine.class);

  private final int member;
  private final Hearing hearing;
  private final Object change = new Object();
  private volatile EngineStatus status = EngineStatus.STARTING;
  private volatile @Nullable Delivery delivery;
  private volatile OrderingEngine.@Nullable Trouble trouble;

  EngineLife(int member, Hearing hearing) {
    this.member = member;
    this.hearing = hearing;
  }

  EngineStatus status() {
    return status;
  }

  boolean is(EngineStatus one) {
    return status == one;
  }

  /** Who is told from now on. */
  void tells(Delivery gate) {
    delivery = gate;
  }

  @Nullable Delivery told() {
    return delivery;
  }

  /** Why it failed, if it did. */
  Optional<OrderingEngine.Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  void became(PlatformStatus platformStatus) {
    become(
        switch (platformStatus) {
          case STARTING_UP -> EngineStatus.STARTING;
          case REPLAYING_EVENTS -> EngineStatus.REPLAYING;
          case OBSERVING -> EngineStatus.OBSERVING;
          case CHECKING -> EngineStatus.CHECKING;
          case ACTIVE -> EngineStatus.ACTIVE;
          case BEHIND -> EngineStatus.BEHIND;
          case RECONNECT_COMPLETE -> EngineStatus.RECONNECTING;
          case FREEZING -> EngineStatus.FREEZING;
          case FREEZE_COMPLETE -> EngineStatus.FROZEN;
          case CATASTROPHIC_FAILURE -> EngineStatus.FAILED;
        });
  }

  void fail(Throwable met) {
    if (status != EngineStatus.STOPPED) {
      log.error("member {}: the ordering engine failed", member, met);
      note(new OrderingEngine.Trouble(met.toString(), SystemError.isFullDisk(met)));
      become(EngineStatus.FAILED);
    }
  }

  /** What was met first, but for a full disk: of that other parts may only see what follows. */
  private void note(OrderingEngine.Trouble met) {
    synchronized (change) {
      OrderingEngine.Trouble before = trouble;
      if (before == null || (met.diskFull() && !before.diskFull())) {
        trouble = met;
      }
    }
  }

  void become(EngineStatus next) {
    synchronized (change) {
      if (next == status || !mayFollow(status, next)) {
        return;
      }
      status = next;
      hearing.status(next);
      Delivery gate = delivery;
      if (gate == null) {
        return;
      }
      if (next == EngineStatus.FAILED) {
        gate.fail();
      }
      gate.status(next);
    }
  }

  /**
   * Failed and stopped are final, and stopped ends even failed. One that is frozen orders no more:
   * the engine itself does not know that when it was taught the state of the stop.
   */
  private static boolean mayFollow(EngineStatus current, EngineStatus next) {
    return switch (current) {
      case STOPPED -> false;
      case FAILED -> next == EngineStatus.STOPPED;
      case FROZEN -> next == EngineStatus.STOPPED || next == EngineStatus.FAILED;
      case STARTING,
          REPLAYING,
          OBSERVING,
          CHECKING,
          ACTIVE,
          BEHIND,
          RECONNECTING,
          FREEZING,
          WAITING ->
          true;
    };
  }
}
