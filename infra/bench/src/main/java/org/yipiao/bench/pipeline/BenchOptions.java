package org.yipiao.bench.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to measure.
 *
 * @param root the clone
 * @param rates invoices handed in each second, one step for each
 * @param seconds how long each step lasts
 * @param warmUpSeconds how long the first rate runs before anything is measured
 * @param followEvery each so-manieth accepted invoice is followed to its proof, which the driver
 *     verifies
 * @param json where the report goes
 */
record BenchOptions(
    Path root, List<Integer> rates, int seconds, int warmUpSeconds, int followEvery, Path json) {

  static final String USAGE =
      "usage: ./yipiao bench [--rates 50,100,200,300] [--seconds 60] [--warm-up 60] [--follow-every 10]"
          + " [--json FILE]";

  private static final Set<String> NAMES =
      Set.of("--rates", "--seconds", "--warm-up", "--follow-every", "--json");

  /**
   * @param root the clone
   * @throws IllegalArgumentException naming what is wrong
   */
  static BenchOptions parse(Path root, List<String> words) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      if (!NAMES.contains(words.get(i))) {
        throw new IllegalArgumentException("unknown option " + words.get(i));
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(words.get(i) + " needs a value");
      }
      given.put(words.get(i), words.get(i + 1));
    }
    List<Integer> rates =
        Arrays.stream(given.getOrDefault("--rates", "50,100,200,300").split(",", -1))
            .map(rate -> number("--rates", rate, 10_000))
            .toList();
    return new BenchOptions(
        root,
        rates,
        number("--seconds", given.getOrDefault("--seconds", "60"), 3_600),
        number("--warm-up", given.getOrDefault("--warm-up", "60"), 3_600),
        number("--follow-every", given.getOrDefault("--follow-every", "10"), 1_000),
        Path.of(given.getOrDefault("--json", ".yipiao/bench/pipeline.json")).toAbsolutePath());
  }

  private static int number(String name, String text, int most) {
    if (!text.matches("[1-9][0-9]{0,5}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(name + " takes numbers from 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
