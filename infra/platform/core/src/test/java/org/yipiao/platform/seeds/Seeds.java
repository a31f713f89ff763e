package org.yipiao.platform.seeds;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The seeds of random tests: another one in each run, or the one that is given back. */
public final class Seeds {

  /** The system property that gives a seed back, as it was printed. */
  static final String PROPERTY = "yipiao.seed";

  private Seeds() {}

  /**
   * The seed of a test: the one of {@code -Dyipiao.seed}, else a random one. It is printed as the
   * option that gives it back. A given seed is that of every call: a test that needs several counts
   * up from one.
   *
   * @throws NumberFormatException if what is given is no decimal number of 64 bits
   */
  public static long of(Object test) {
    long seed = seed(System.getProperty(PROPERTY));
    System.out.println(line(test, seed));
    return seed;
  }

  /** Likewise for a test that draws the same in each run: the usual seed unless one is given. */
  public static long of(Object test, long usual) {
    String given = System.getProperty(PROPERTY);
    long seed = given == null ? usual : seed(given);
    System.out.println(line(test, seed));
    return seed;
  }

  static long seed(@Nullable String given) {
    return given == null ? new SplittableRandom().nextLong() : Long.parseLong(given);
  }

  static String line(Object test, long seed) {
    return test.getClass().getSimpleName() + ": -D" + PROPERTY + "=" + seed;
  }
}
