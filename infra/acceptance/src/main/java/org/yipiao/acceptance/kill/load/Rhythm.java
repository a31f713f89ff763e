package org.yipiao.acceptance.kill.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * When something is handed in: at a steady pace in stretches of random length, with silences
 * between them that are long enough for idle parts to rest and be woken.
 */
final class Rhythm {

  private static final int SHORTEST_STRETCH_MILLIS = 4_000;
  private static final int LONGEST_STRETCH_MILLIS = 25_000;
  private static final int LONGEST_SILENCE_MILLIS = 9_000;

  private final RandomGenerator random;
  private final long stepNanos;
  private long next = System.nanoTime();
  private long stretchEnds = next;

  Rhythm(RandomGenerator random, Duration step) {
    this.random = random;
    this.stepNanos = step.toNanos();
  }

  /** Waits for the next turn. */
  void await() {
    if (next >= stretchEnds) {
      next += millis(random.nextInt(LONGEST_SILENCE_MILLIS));
      stretchEnds = next + millis(random.nextInt(SHORTEST_STRETCH_MILLIS, LONGEST_STRETCH_MILLIS));
    }
    long wait = next - System.nanoTime();
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
    next += stepNanos;
  }

  private static long millis(int millis) {
    return millis * 1_000_000L;
  }
}
