package org.yipiao.bench.ledger;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to measure of the ledger.
 *
 * @param root the clone
 * @param measures which of the measures
 * @param issue steps with issues alone
 * @param mix steps in which each invoice is issued, reserved, committed and settled
 * @param search sizes of transactions for which the highest rate that is kept is searched
 * @param rungSeconds how long each rate is tried in a search, and each size is verified
 * @param seconds how long each step lasts, each load under which nodes die, and the rate that a
 *     search found
 * @param warmUpSeconds how long the first step runs before anything is measured
 * @param sizes invoices on the ledger at which restarts are timed, ascending
 * @param fillPerSecond issues each second until such a size is reached
 * @param profile whether the nodes are profiled, which costs them a little
 * @param json where the report goes; the chart goes beside it
 */
record LedgerOptions(
    Path root,
    Set<Measure> measures,
    List<Step> issue,
    List<Step> mix,
    List<Integer> search,
    int rungSeconds,
    int seconds,
    int warmUpSeconds,
    List<Integer> sizes,
    int fillPerSecond,
    boolean profile,
    Path json) {

  static final String USAGE =
      "usage: ./yipiao bench --ledger [--only load,search,kill,restart,space,verify,bound] [--issue 1@4,100@11574]"
          + " [--mix 100@2000] [--search 1,30,100,300,1000] [--rung 10] [--seconds 60]"
          + " [--warm-up 30] [--sizes 10000,100000,1000000] [--fill 6000] [--profile]"
          + " [--json FILE]";

  private static final int MOST_SECONDS = 86_400;
  private static final int MOST_PER_SECOND = 200_000;
  private static final int MOST_IN_A_BATCH = 1_000;

  /** A reservation is more than twice as long as an issue, and a transaction has its limit. */
  private static final int MOST_IN_A_MIXED_BATCH = 700;

  private static final int MOST_INVOICES = 20_000_000;
  private static final int WARM_UP_BATCH = 100;
  private static final int WARM_UP_PER_SECOND = 2_000;
  private static final String PROFILE = "--profile";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--only", "load,search,kill,restart,space,verify,bound",
          "--issue", "1@4,100@11574",
          "--mix", "100@2000",
          "--search", "1,30,100,300,1000",
          "--rung", "10",
          "--seconds", "60",
          "--warm-up", "30",
          "--sizes", "10000,100000,1000000",
          "--fill", "6000",
          "--json", ".yipiao/bench/ledger.json");

  /** What is measured. */
  enum Measure {
    LOAD,
    SEARCH,
    KILL,
    RESTART,
    SPACE,
    VERIFY,
    BOUND
  }

  /**
   * One steady load.
   *
   * @param batch operations in each transaction
   * @param perSecond operations each second
   */
  record Step(int batch, int perSecond) {}

  /**
   * @param root the clone
   * @throws IllegalArgumentException naming what is wrong
   */
  static LedgerOptions parse(Path root, List<String> words) {
    Map<String, String> given = new HashMap<>(DEFAULTS);
    boolean profile = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(PROFILE)) {
        profile = true;
      } else if (!DEFAULTS.containsKey(word)) {
        throw new IllegalArgumentException("unknown option " + word);
      } else if (++i == words.size()) {
        throw new IllegalArgumentException(word + " needs a value");
      } else {
        given.put(word, words.get(i));
      }
    }
    List<Step> issue = steps("--issue", given.get("--issue"), MOST_IN_A_BATCH);
    List<Step> mix = steps("--mix", given.get("--mix"), MOST_IN_A_MIXED_BATCH);
    return new LedgerOptions(
        root,
        measures(given.get("--only")),
        issue,
        mix,
        search(given.get("--search")),
        number("--rung", given.get("--rung"), MOST_SECONDS),
        number("--seconds", given.get("--seconds"), MOST_SECONDS),
        number("--warm-up", given.get("--warm-up"), MOST_SECONDS),
        words(given.get("--sizes"))
            .map(size -> number("--sizes", size, MOST_INVOICES))
            .sorted()
            .toList(),
        number("--fill", given.get("--fill"), MOST_PER_SECOND),
        profile,
        Path.of(String.valueOf(given.get("--json"))).toAbsolutePath());
  }

  boolean wants(Measure measure) {
    return measures.contains(measure);
  }

  /** What nodes are warmed up with. */
  Step warmUp() {
    return issue.stream()
        .filter(step -> step.batch() > 1)
        .findFirst()
        .orElse(new Step(WARM_UP_BATCH, WARM_UP_PER_SECOND));
  }

  /** {@code none}, or sizes. */
  private static List<Integer> search(@Nullable String text) {
    return "none".equals(text)
        ? List.of()
        : words(text).map(size -> number("--search", size, MOST_IN_A_BATCH)).toList();
  }

  private static Stream<String> words(@Nullable String text) {
    return Arrays.stream(String.valueOf(text).split(",", -1));
  }

  private static Set<Measure> measures(@Nullable String text) {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    words(text)
        .forEach(word -> {
          if (!word.matches("load|search|kill|restart|space|verify|bound")) {
            throw new IllegalArgumentException(
                "--only takes some of load,search,kill,restart,space,verify,bound");
          }
          measures.add(Measure.valueOf(word.toUpperCase(Locale.ROOT)));
        });
    return measures;
  }

  /** {@code none}, or {@code BATCH@RATE} once or several times. */
  private static List<Step> steps(String name, @Nullable String text, int mostInABatch) {
    if ("none".equals(text)) {
      return List.of();
    }
    return words(text)
        .map(word -> {
          String[] both = word.split("@", -1);
          if (both.length != 2) {
            throw new IllegalArgumentException(name + " takes BATCH@RATE,… or none");
          }
          return new Step(
              number(name, both[0], mostInABatch), number(name, both[1], MOST_PER_SECOND));
        })
        .toList();
  }

  private static int number(String name, @Nullable String text, int most) {
    if (text == null || !text.matches("[1-9][0-9]{0,7}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(name + " takes numbers from 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
