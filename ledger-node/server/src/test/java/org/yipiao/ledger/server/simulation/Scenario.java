package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/**
 * What one seed draws before anything runs. What clients do is drawn while it runs, out of the same
 * seed.
 *
 * @param skews by how much each validator's clock is ahead
 * @param activity for how long clients begin new work and faults happen
 * @param lostAnswers probability that a client does not get an answer that a node gave
 */
record Scenario(
    long seed,
    Rules rules,
    SimulatedConditions conditions,
    Set<Weather> weather,
    Map<Integer, Duration> skews,
    Optional<Byzantine> byzantine,
    List<Fault> faults,
    List<ValidatorChange> changes,
    Duration activity,
    double lostAnswers) {

  private static final Duration ROUND = Duration.ofMillis(40);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CHANGES = 9;
  private static final int LIAR = 10;

  /** By which version of the contract. */
  enum Rules {
    VERSION_1,
    VERSION_2,
    /** By version 1 until version 2 is activated. */
    ACTIVATES_2
  }

  /** What is in the air all the time. */
  enum Weather {
    LOSS,
    DUPLICATION,
    DELAY,
    SKIPPED_ROUNDS,
    SHORT_MEMORY,
    LOST_ANSWERS,
    SKEWED_CLOCKS,
    CLOCK_AN_HOUR_OFF
  }

  Scenario {
    weather = Collections.unmodifiableSet(weather);
    faults = List.copyOf(faults);
    changes = List.copyOf(changes);
  }

  /** Everything of one seed. */
  static Scenario of(long seed) {
    var random = new SplittableRandom(seed);
    var rules = Rules.values()[random.nextInt(Rules.values().length)];
    var weather = EnumSet.noneOf(Weather.class);
    for (Weather one : Weather.values()) {
      if (random.nextInt(one == Weather.CLOCK_AN_HOUR_OFF ? 8 : 3) == 0) {
        weather.add(one);
      }
    }
    var conditions = conditions(random, weather);
    var skews = skews(random, weather);
    Optional<Byzantine> byzantine =
        random.nextInt(5) < 3 ? Optional.of(Byzantine.draw(random)) : Optional.empty();
    int liar = byzantine.map(Byzantine::member).orElse(0);
    var activity = Duration.ofSeconds(random.nextLong(12, 36));
    var faults =
        Fault.draw(
            random,
            activity,
            ROUND.multipliedBy(conditions.roundsRemembered()),
            IntStream.rangeClosed(1, 4).filter(one -> one != liar).boxed().toList());
    List<ValidatorChange> changes =
        rules == Rules.VERSION_1
            ? List.of()
            : ValidatorChange.draw(new SplittableRandom(seed * 31 + CHANGES), activity);
    return new Scenario(
        seed,
        rules,
        conditions,
        weather,
        skews,
        byzantine.map(one -> later(one, changes, new SplittableRandom(seed * 31 + LIAR))),
        faults,
        changes,
        activity,
        weather.contains(Weather.LOST_ANSWERS) ? 0.1 : 0);
  }

  /** Where some come while the ledger runs, the liar may be one of them instead of a founder. */
  private static Byzantine later(
      Byzantine liar, List<ValidatorChange> changes, SplittableRandom random) {
    return changes.stream().anyMatch(change -> change.kind() == ValidatorChange.Kind.ADMISSION)
            && random.nextInt(4) == 0
        ? liar.as(ValidatorChange.NEWCOMERS.getFirst())
        : liar;
  }

  /** One in which nothing goes wrong, by version 1. */
  static Scenario calm(long seed) {
    return new Scenario(
        seed,
        Rules.VERSION_1,
        SimulatedConditions.calm(),
        EnumSet.noneOf(Weather.class),
        Map.of(1, Duration.ZERO, 2, Duration.ZERO, 3, Duration.ZERO, 4, Duration.ZERO),
        Optional.empty(),
        List.of(),
        List.of(),
        Duration.ofSeconds(6),
        0);
  }

  private static SimulatedConditions conditions(SplittableRandom random, Set<Weather> weather) {
    return new SimulatedConditions(
        ROUND,
        Duration.ofMillis(1),
        Duration.ofMillis(weather.contains(Weather.DELAY) ? random.nextInt(100, 500) : 20),
        weather.contains(Weather.LOSS) ? random.nextDouble(0.02, 0.2) : 0,
        weather.contains(Weather.DUPLICATION) ? random.nextDouble(0.02, 0.2) : 0,
        weather.contains(Weather.SKIPPED_ROUNDS) ? random.nextDouble(0.05, 0.3) : 0.02,
        random.nextInt(10, 80),
        weather.contains(Weather.SHORT_MEMORY) ? random.nextInt(30, 80) : random.nextInt(100, 250));
  }

  private static Map<Integer, Duration> skews(SplittableRandom random, Set<Weather> weather) {
    Map<Integer, Duration> skews = new TreeMap<>();
    for (int member = 1; member <= 4; member++) {
      long millis = weather.contains(Weather.SKEWED_CLOCKS) ? random.nextLong(-5_000, 5_001) : 0;
      skews.put(member, Duration.ofMillis(millis));
    }
    if (weather.contains(Weather.CLOCK_AN_HOUR_OFF)) {
      skews.put(1 + random.nextInt(4), random.nextBoolean() ? HOUR : HOUR.negated());
    }
    return skews;
  }

  /** The same for longer and with changes of the validators, by version 2. */
  Scenario changing(Duration longer, List<ValidatorChange> others) {
    return new Scenario(
        seed,
        Rules.VERSION_2,
        conditions,
        weather,
        skews,
        byzantine,
        faults,
        others,
        longer,
        lostAnswers);
  }

  /** After how long an absence what was missed is remembered nowhere. */
  Duration forgotten() {
    return ROUND.multipliedBy(conditions.roundsRemembered());
  }

  /** By how much a validator's clock is ahead. */
  Duration skew(int member) {
    return skews.getOrDefault(member, Duration.ZERO);
  }

  /** Whether a validator is the one that lies. */
  boolean lies(int member) {
    return byzantine.filter(liar -> liar.member() == member).isPresent();
  }

  /** Those that keep to the rules among all that are validators at some time. */
  List<Integer> honest() {
    List<Integer> honest = new ArrayList<>(ValidatorChange.everybody());
    byzantine.ifPresent(liar -> honest.remove(Integer.valueOf(liar.member())));
    return honest;
  }

  /** Draws of a kind of their own, so that one kind drawn otherwise leaves the others alone. */
  SplittableRandom draws(int kind) {
    return new SplittableRandom(seed * 31 + kind);
  }
}
