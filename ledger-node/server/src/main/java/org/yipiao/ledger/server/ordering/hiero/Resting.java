package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;

/**
 * Lets the engine rest while there is nothing to order, and wakes it.
 *
 * <p>A resting engine makes no events; when all rest there are no rounds. It wakes on a payload of
 * its own, on a payload from a peer, and on any event that arrives when its peers should have gone
 * quiet too: then one of them needs rounds, for instance because it has just started.
 */
final class Resting {

  /** Events still under way when the engine went to rest arrive within this time. */
  static final Duration AFTERMATH = Duration.ofSeconds(1);

  /** How long it stays awake for a peer in need. */
  static final Duration ATTENDANCE = Duration.ofSeconds(3);

  private final InstantSource clock;
  private final Consumer<QuiescenceCommand> engine;
  private QuiescenceCommand last = QuiescenceCommand.DONT_QUIESCE;
  private Instant restingSince = Instant.MIN;
  private Instant awakeUntil = Instant.MIN;
  private long unordered;

  Resting(InstantSource clock, Consumer<QuiescenceCommand> engine) {
    this.clock = clock;
    this.engine = engine;
  }

  /** Rests if no payload that was seen still waits for its round, and no peer needs rounds. */
  synchronized void rest() {
    Instant now = clock.instant();
    if (unordered == 0 && last != QuiescenceCommand.QUIESCE && !now.isBefore(awakeUntil)) {
      restingSince = now;
      command(QuiescenceCommand.QUIESCE);
    }
  }

  /** Wakes this engine, and by its next event the others. */
  synchronized void wake() {
    if (last == QuiescenceCommand.QUIESCE) {
      command(QuiescenceCommand.BREAK_QUIESCENCE);
    }
  }

  /** An event with so many payloads entered the order's antechamber. */
  synchronized void eventSeen(int payloads) {
    unordered += payloads;
    if (payloads > 0) {
      attend();
    } else if (last == QuiescenceCommand.QUIESCE) {
      Instant now = clock.instant();
      if (now.isAfter(restingSince.plus(AFTERMATH))) {
        awakeUntil = now.plus(ATTENDANCE);
        attend();
      }
    }
  }

  /** So many payloads that were seen are ordered, or never will be. */
  synchronized void settled(int payloads) {
    unordered = Math.max(0, unordered - payloads);
  }

  /** What was seen before does not count any more: the engine took over its peers' state. */
  synchronized void forget() {
    unordered = 0;
    attend();
  }

  private void attend() {
    if (last != QuiescenceCommand.DONT_QUIESCE) {
      command(QuiescenceCommand.DONT_QUIESCE);
    }
  }

  private void command(QuiescenceCommand command) {
    last = command;
    engine.accept(command);
  }
}
