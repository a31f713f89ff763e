package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replay of an engine's log at its start, in a thread of its own. */
final class Replay {

  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int member;
  private final Thread thread;

  private Replay(int member, Thread thread) {
    this.member = member;
    this.thread = thread;
  }

  /** Begins it. */
  static Replay begin(int member, Runnable replay) {
    return new Replay(
        member, Thread.ofPlatform().daemon().name("ordering-start-" + member).start(replay));
  }

  /**
   * Waits for its end, for a while also when the gate holds it and it never ends by itself: what
   * the engine was writing when it failed is on the disk by then, before another one may read it.
   */
  void await() {
    try {
      if (!thread.join(PATIENCE)) {
        log.warn("member {}: stopping in the middle of the replay", member);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
