package org.yipiao.acceptance.kill;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * How much is killed.
 *
 * @param root the clone whose built parts are run
 * @param seed of everything random; printed, so that a run can be repeated
 * @param kills of each part
 * @param billsPerSecond of the load while it is not silent
 * @param creationRate events a second that each validator's engine makes at most: on a small
 *     machine fewer leave more of it to the parts that start again
 * @param stallSeconds how long a bill that is handed in while one validator is down may wait for
 *     its finality; longer is a difference
 * @param phases which are run
 * @param summary where the JSON summary goes
 */
public record KillOptions(
    Path root,
    long seed,
    int kills,
    int billsPerSecond,
    int creationRate,
    int stallSeconds,
    Set<Phase> phases,
    Path summary) {

  /** One pair alone would show little of which two they are. */
  private static final int FEWEST_PAIRS = 3;

  /** The stretches of a run. */
  public enum Phase {
    /** Each validator alone; users notice nothing. */
    VALIDATORS,
    /** Two validators at once, one too many: nothing becomes final until they are back. */
    TWO_VALIDATORS,
    /** All four validators at once. */
    ALL_VALIDATORS,
    /** Each service and server alone. */
    SERVICES,
    /** What lies between a browser and the claims, while patients are signed in. */
    PATIENTS,
    /** Services, servers and one validator, each in its own time, several down at once. */
    STORM,
    /** The claims service at each named step of a claim. */
    CLAIM_STEPS
  }

  /** Root, at least one kill, at least one bill, at least one second. */
  public KillOptions {
    root = root.toAbsolutePath().normalize();
    phases = Set.copyOf(phases);
    if (kills < 1 || billsPerSecond < 1 || stallSeconds < 1) {
      throw new IllegalArgumentException("kills, bills and stall-seconds must be at least 1");
    }
  }

  /**
   * Options from system properties: {@code yipiao.root} (the working directory), {@code kills}
   * (20), {@code seed} (hexadecimal; random), {@code bills} a second (5), {@code creation-rate}
   * (60), {@code stall-seconds} (20), {@code phases} (all, separated by commas), {@code summary}
   * ({@code .yipiao/kill.json} under the root).
   */
  public static KillOptions ofSystemProperties() {
    Path root = Path.of(System.getProperty("yipiao.root", "")).toAbsolutePath();
    String seed = System.getProperty("seed", "");
    String phases = System.getProperty("phases", "");
    return new KillOptions(
        root,
        seed.isEmpty() ? new SecureRandom().nextLong() : HexFormat.fromHexDigitsToLong(seed),
        Integer.getInteger("kills", 20),
        Integer.getInteger("bills", 5),
        Integer.getInteger("creation-rate", 60),
        Integer.getInteger("stall-seconds", 20),
        phases.isEmpty()
            ? Set.of(Phase.values())
            : Set.copyOf(
                java.util.Arrays.stream(phases.split(",", -1)).map(Phase::valueOf).toList()),
        Path.of(System.getProperty("summary", root.resolve(".yipiao/kill.json").toString())));
  }

  /** How often two validators are killed at once: as often as each part, within bounds. */
  int pairRounds() {
    return Math.clamp(kills, FEWEST_PAIRS, Parts.pairsOfValidators().size());
  }

  /** How often each part is killed in the storm: half of the kills, and once at least. */
  int stormRounds() {
    return phases.contains(Phase.STORM) ? Math.max(1, kills / 2) : 0;
  }

  /** How often each service and server is killed alone: the other kills, and once at least. */
  int serviceRounds() {
    return Math.max(1, kills - stormRounds());
  }

  /** The seed as it is printed and given. */
  public String seedText() {
    return HexFormat.of().toHexDigits(seed);
  }
}
