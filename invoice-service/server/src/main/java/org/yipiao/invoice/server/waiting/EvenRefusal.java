package org.yipiao.invoice.server.waiting;

import java.time.Duration;

/**
 * Lets a refusal take as long as any other: which of the elements was wrong is not to be read off
 * the clock. What took longer than one {@link #STEP} takes two.
 */
public final class EvenRefusal {

  static final Duration STEP = Duration.ofMillis(250);

  private EvenRefusal() {}

  /**
   * Waits for the end of the step.
   *
   * @param sinceNanos when the request came, by {@link System#nanoTime}
   */
  public static void await(long sinceNanos) {
    try {
      Thread.sleep(rest(System.nanoTime() - sinceNanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Duration rest(long tookNanos) {
    return Duration.ofNanos(STEP.toNanos() - Math.floorMod(tookNanos, STEP.toNanos()));
  }
}
