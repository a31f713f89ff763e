package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
 *
 * <p>Nothing here is said only once. The engine drops commands while it takes over a peer's state,
 * so whoever needs rounds repeats itself until they come, and so does a bystander that saw
 * something that no round orders.
 */
final class Resting {

  /** Without a round for this long, peers are taken to rest whatever was seen. */
  static final Duration STALLED_AFTER = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private final Runnable call;
  private final BooleanSupplier pending;
  private final Consumer<QuiescenceCommand> engine;
  private QuiescenceCommand last = QuiescenceCommand.DONT_QUIESCE;
  private long lastRoundNanos;
  private long lastStirNanos;
  private long lastBreakNanos;
  private long unordered;
  private boolean stopping;

  /**
   * @param nanos a clock that never steps back, such as {@link System#nanoTime}: were the time of
   *     day set back by an hour, rounds would seem to be coming for an hour
   * @param call has the engine's next event call for rounds
   * @param pending whether a payload waits for this engine's next event
   * @param engine takes commands
   */
  Resting(
      LongSupplier nanos,
      Runnable call,
      BooleanSupplier pending,
      Consumer<QuiescenceCommand> engine) {
    this.nanos = nanos;
    this.call = call;
    this.pending = pending;
    this.engine = engine;
    this.lastRoundNanos = nanos.getAsLong() - STALLED_AFTER.toNanos();
    this.lastStirNanos = lastRoundNanos;
    this.lastBreakNanos = lastRoundNanos;
  }

  /**
   * Rests if nothing waits for its round; to be repeated. What was seen and gets no round although
   * peers had the time to answer is called for again.
   */
  synchronized void rest() {
    if (stopping || pending.getAsBoolean()) {
      wake();
    } else if (unordered > 0) {
      if (stalled(lastStirNanos)) {
        wake();
      }
    } else if (last != QuiescenceCommand.QUIESCE) {
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
            ? !stalled(lastBreakNanos)
            : unordered > 0 && !stalled(lastRoundNanos);
    if (!coming) {
      lastBreakNanos = nanos.getAsLong();
      call.run();
      command(QuiescenceCommand.BREAK_QUIESCENCE);
    }
  }

  private boolean stalled(long sinceNanos) {
    return nanos.getAsLong() - sinceNanos >= STALLED_AFTER.toNanos();
  }

  /**
   * All engines stop at a time that is agreed, which comes only if rounds do: nobody rests any
   * more.
   */
  synchronized void stopping() {
    stopping = true;
    attend();
  }

  /** An event with so many payloads and calls entered the order's antechamber. */
  synchronized void seen(int needs) {
    unordered += needs;
    if (needs > 0) {
      lastStirNanos = nanos.getAsLong();
      attend();
    }
  }

  /** A round ordered so many payloads and calls. */
  synchronized void ordered(int needs) {
    lastRoundNanos = nanos.getAsLong();
    lastStirNanos = lastRoundNanos;
    lost(needs);
  }

  /** So many payloads and calls that were seen will never be ordered. */
  synchronized void lost(int needs) {
    unordered = Math.max(0, unordered - needs);
  }

  /**
   * What was seen before does not count any more: the engine took over its peers' state. It may
   * have dropped the last command meanwhile, so it is told again whatever it was told before.
   */
  synchronized void forget() {
    unordered = 0;
    command(QuiescenceCommand.DONT_QUIESCE);
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
