package org.yipiao.fuzz.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.yipiao.fuzz.FuzzTargets;

/**
 * How to run. Everything but the names of targets comes from the environment.
 *
 * @param root of the repository
 * @param work {@code FUZZ_WORK}: corpora, logs and seeds
 * @param cases {@code FUZZ_CASES}: where what breaks a target is kept
 * @param catalogue {@code FUZZ_CATALOGUE}: the class that knows the targets
 * @param seconds {@code FUZZ_SECONDS}: for each target
 * @param inputs {@code FUZZ_INPUTS}: after so many a target is done as well; -1 for no such limit
 * @param leastInputs {@code FUZZ_LEAST}: a run of fewer proves nothing and is a fault
 * @param parallel {@code FUZZ_PARALLEL}: so many targets at a time
 * @param seed {@code FUZZ_SEED}: of all draws, 1 to 2 147 483 647
 * @param instrumented {@code FUZZ_INSTRUMENTED}: classes by whose branches the run is guided
 * @param only names of targets; empty for all
 */
record RunSettings(
    Path root,
    Path work,
    Path cases,
    String catalogue,
    int seconds,
    long inputs,
    long leastInputs,
    int parallel,
    long seed,
    String instrumented,
    List<String> only) {

  RunSettings {
    only = List.copyOf(only);
    if (seconds < 1 || parallel < 1 || leastInputs < 1 || seed < 1 || seed > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "FUZZ_SECONDS, FUZZ_PARALLEL and FUZZ_LEAST begin at 1, FUZZ_SEED is 1 to "
              + Integer.MAX_VALUE);
    }
  }

  static RunSettings of(Map<String, String> environment, List<String> names) {
    var root = Path.of(System.getProperty("yipiao.root", ".")).toAbsolutePath().normalize();
    return new RunSettings(
        root,
        root.resolve(environment.getOrDefault("FUZZ_WORK", ".yipiao/fuzz")),
        root.resolve(environment.getOrDefault("FUZZ_CASES", "infra/fuzz/src/test/resources/cases")),
        environment.getOrDefault("FUZZ_CATALOGUE", FuzzTargets.class.getName()),
        Integer.parseInt(environment.getOrDefault("FUZZ_SECONDS", "8")),
        Long.parseLong(environment.getOrDefault("FUZZ_INPUTS", "-1")),
        Long.parseLong(environment.getOrDefault("FUZZ_LEAST", "500")),
        Integer.parseInt(
            environment.getOrDefault(
                "FUZZ_PARALLEL", String.valueOf(Runtime.getRuntime().availableProcessors()))),
        environment.containsKey("FUZZ_SEED")
            ? Long.parseLong(environment.get("FUZZ_SEED"))
            : new SplittableRandom().nextLong(1, 1L << 31),
        environment.getOrDefault("FUZZ_INSTRUMENTED", "org.yipiao.**"),
        names);
  }
}
