package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One life, in a thread of its own. Whatever it throws is its end, and so is that it has none in
 * its time.
 */
sealed interface Life {

  /** Says how long is waited for a life. */
  interface Patience {

    /** By the clock on the wall: a life takes seconds of it. */
    Patience TWO_MINUTES = life -> life.join(Duration.ofMinutes(2));

    /** Waits until a thread has ended, or for as long as it may take; whether it has ended. */
    boolean hasEnded(Thread life) throws InterruptedException;
  }

  /** Every promise held. */
  record Lived(Report report) implements Life {}

  /**
   * It came to another end.
   *
   * @param how what was thrown; of a life that had to end and did not, the stack of its thread
   */
  record Failed(Throwable how) implements Life {}

  /** A life that has not ended in its time, where it was then. */
  final class Hanging extends Exception {

    private static final long serialVersionUID = 1L;

    private Hanging(Thread life) {
      super("it has not ended in its time, and was where the stack of its thread tells");
      setStackTrace(life.getStackTrace());
    }
  }

  /** Runs the life of a seed to its end. */
  static Life of(long seed, LongFunction<Report> run, Patience patience)
      throws InterruptedException {
    var end = new AtomicReference<@Nullable Life>();
    Thread life =
        Thread.ofPlatform()
            .daemon() // one that hangs keeps no process alive
            .name("life-" + seed)
            .start(() -> end.set(lived(seed, run)));
    if (!patience.hasEnded(life)) {
      var hanging = new Hanging(life);
      life.interrupt();
      return new Failed(hanging);
    }
    Life told = end.get();
    return told == null
        ? new Failed(new IllegalStateException("it ended and did not say how"))
        : told;
  }

  private static Life lived(long seed, LongFunction<Report> run) {
    try {
      return new Lived(run.apply(seed));
    } catch (Throwable e) { // an error of the machine, too, has its seed
      return new Failed(e);
    }
  }
}
