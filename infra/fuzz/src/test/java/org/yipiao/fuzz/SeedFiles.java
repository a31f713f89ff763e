package org.yipiao.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes each target's seeds as files from which a run starts: {@code DIRECTORY/TARGET/seed-N}. */
final class SeedFiles {

  private SeedFiles() {}

  /** Prints a line {@code NAME MOST-BYTES} for each target. */
  public static void main(String[] arguments) throws Exception {
    for (FuzzTarget target : FuzzTargets.all()) {
      Path directory = Files.createDirectories(Path.of(arguments[0], target.name()));
      int number = 0;
      for (byte[] seed : target.seeds()) {
        Files.write(directory.resolve("seed-" + number++), seed);
      }
      for (Case kept : Case.of(target)) {
        Files.write(directory.resolve("case-" + kept.name()), kept.bytes());
      }
      System.out.println(String.format(Locale.ROOT, "%s %d", target.name(), target.most()));
    }
  }
}
