package org.yipiao.fuzz;

/** What the coverage-guided driver calls, for the target that {@code yipiao.fuzz.target} names. */
public final class FuzzEntry {

  private static final FuzzTarget TARGET =
      FuzzTargets.named(System.getProperty("yipiao.fuzz.target", ""));

  private FuzzEntry() {}

  /** The driver looks for exactly this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.body().accept(input);
  }
}
