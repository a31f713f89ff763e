package org.yipiao.bench.patients;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to measure of the patients' side.
 *
 * @param root the clone
 * @param measures which of the measures
 * @param seconds how long each load lasts, and each set of streams is held
 * @param warmUpSeconds how long a load runs before anything is measured
 * @param patients who sign in and call at the same time
 * @param stored invoices in the register's table
 * @param streams one set of streams for each number
 * @param json where the report goes
 */
record PatientsOptions(
    Path root,
    Set<Measure> measures,
    int seconds,
    int warmUpSeconds,
    int patients,
    int stored,
    List<Integer> streams,
    Path json) {

  static final String USAGE =
      "usage: ./yipiao bench --patients [--only list,tap,streams,page] [--seconds 30] [--warm-up 15]"
          + " [--people 100] [--stored 100000] [--streams 1000,3000] [--json FILE]";

  private static final Set<String> NAMES =
      Set.of("--only", "--seconds", "--warm-up", "--people", "--stored", "--streams", "--json");

  /** What is measured. */
  enum Measure {
    LIST,
    TAP,
    STREAMS,
    PAGE
  }

  /**
   * @param root the clone
   * @throws IllegalArgumentException naming what is wrong
   */
  static PatientsOptions parse(Path root, List<String> words) {
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
    return new PatientsOptions(
        root,
        measures(given.getOrDefault("--only", "list,tap,streams,page")),
        number("--seconds", given.getOrDefault("--seconds", "30"), 3_600),
        number("--warm-up", given.getOrDefault("--warm-up", "15"), 3_600),
        number("--people", given.getOrDefault("--people", "100"), 500),
        number("--stored", given.getOrDefault("--stored", "100000"), 900_000),
        Arrays.stream(given.getOrDefault("--streams", "1000,3000").split(",", -1))
            .map(streams -> number("--streams", streams, 3_000))
            .toList(),
        Path.of(given.getOrDefault("--json", ".yipiao/bench/patients.json")).toAbsolutePath());
  }

  private static Set<Measure> measures(String text) {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    for (String word : text.split(",", -1)) {
      if (!word.matches("list|tap|streams|page")) {
        throw new IllegalArgumentException("--only takes some of list,tap,streams,page");
      }
      measures.add(Measure.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return measures;
  }

  private static int number(String name, String text, int most) {
    if (!text.matches("[1-9][0-9]{0,5}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(name + " takes numbers from 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
