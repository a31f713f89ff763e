package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replay of an engine's log at its start, in a thread of its own. */
final class Replay {

  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final int member;
  private final Delivery gate;
  private final Thread thread;

  private Replay(int member, Delivery gate, Thread thread) {
    this.member = member;
    this.gate = gate;
    this.thread = thread;
  }

  /**
   * Begins it.
   *
   * @param gate what the rounds go through
   */
  static Replay begin(int member, Delivery gate, Runnable replay) {
    return new Replay(
        member, gate, Thread.ofPlatform().daemon().name("ordering-start-" + member).start(replay));
  }

  /** Waits for its end, but not while the gate holds it: then it never ends by itself. */
  void await() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!gate.holds() && !thread.join(LOOK_AGAIN)) {
        if (System.nanoTime() - end >= 0) {
          log.warn("member {}: stopping in the middle of the replay", member);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
