package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;

/**
 * Lets the engine rest while there is nothing to order, and wakes it.
 *
 * <p>A resting engine makes no events; when all rest there are no rounds. Two facts about the
 * engine govern how one wakes it. An awake engine makes an event only if a peer's new event lets it
 * advance: so while its peers rest, even one that never rested has to be told to break the rest,
 * and then it makes one event whatever its peers do. And that event is the only one until the peers
 * answer, who cannot tell an empty one from those still under way when they went to rest: so it
 * always carries a payload or a call for rounds, and whoever sees either stays awake until it is
 * ordered. As long as something that was seen is unordered, the peers are therefore awake or about
 * to be.
 */
final class Resting {

  /** Without a round for this long, peers are taken to rest whatever was seen. */
  static final Duration STALLED_AFTER = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Runnable call;
  private final Consumer<QuiescenceCommand> engine;
  private QuiescenceCommand last = QuiescenceCommand.DONT_QUIESCE;
  private Instant lastRound = Instant.MIN;
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

  /**
   * Wakes this engine, and by its next event the others, unless rounds are coming anyway. To be
   * repeated while rounds are needed.
   */
  synchronized void wake() {
    boolean coming =
        last == QuiescenceCommand.BREAK_QUIESCENCE
            || (unordered > 0 && clock.instant().isBefore(lastRound.plus(STALLED_AFTER)));
    if (!coming) {
      call.run();
      command(QuiescenceCommand.BREAK_QUIESCENCE);
    }
  }

  /** An event with so many payloads and calls entered the order's antechamber. */
  synchronized void seen(int needs) {
    unordered += needs;
    if (needs > 0) {
      attend();
    }
  }

  /** A round ordered so many payloads and calls. */
  synchronized void ordered(int needs) {
    lastRound = clock.instant();
    lost(needs);
  }

  /** So many payloads and calls that were seen will never be ordered. */
  synchronized void lost(int needs) {
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
