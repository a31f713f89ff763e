package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;

/**
 * Lets the engine rest while there is nothing to order, and wakes it.
 *
 * <p>A resting engine makes no events; when all rest there are no rounds. An event wakes those that
 * see it only if it carries something to be ordered: an engine told to break its rest makes one
 * event and, unless others answer, no second one, and an empty event is not told from those that
 * were still under way when all went to rest. So whoever wakes without a payload of its own puts a
 * call for rounds into that event, and whoever sees a payload or a call stays awake until it is
 * ordered.
 */
final class Resting {

  /** A call whose event was lost with its creator's process is repeated after this time. */
  static final Duration CALL_AGAIN_AFTER = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Runnable call;
  private final Consumer<QuiescenceCommand> engine;
  private QuiescenceCommand last = QuiescenceCommand.DONT_QUIESCE;
  private Instant called = Instant.MIN;
  private long unordered;

  /**
   * @param call has the engine's next event call for rounds
   * @param engine takes commands
   */
  Resting(InstantSource clock, Runnable call, Consumer<QuiescenceCommand> engine) {
    this.clock = clock;
    this.call = call;
    this.engine = engine;
  }

  /** Rests if nothing that was seen still waits for its round. */
  synchronized void rest() {
    if (unordered == 0 && last != QuiescenceCommand.QUIESCE) {
      command(QuiescenceCommand.QUIESCE);
    }
  }

  /** Wakes this engine, and by its next event the others. */
  synchronized void wake() {
    if (last == QuiescenceCommand.QUIESCE) {
      call.run();
      command(QuiescenceCommand.BREAK_QUIESCENCE);
    }
  }

  /** Wakes the others, whatever this engine itself is doing; to be repeated while it lasts. */
  synchronized void needRounds() {
    Instant now = clock.instant();
    if (unordered == 0 && now.isAfter(called.plus(CALL_AGAIN_AFTER))) {
      called = now;
      call.run();
    }
    wake();
  }

  /** An event with so many payloads and calls entered the order's antechamber. */
  synchronized void seen(int needs) {
    unordered += needs;
    if (needs > 0) {
      attend();
    }
  }

  /** So many payloads and calls that were seen are ordered, or never will be. */
  synchronized void settled(int needs) {
    unordered = Math.max(0, unordered - needs);
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
