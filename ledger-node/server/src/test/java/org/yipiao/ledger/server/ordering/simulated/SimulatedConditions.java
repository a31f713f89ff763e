package org.yipiao.ledger.server.ordering.simulated;

import java.time.Duration;

/**
 * The weather in which a {@link SimulatedNetwork} runs.
 *
 * @param roundInterval time between two rounds while a quorum is connected
 * @param minDelay least time between two validators
 * @param maxDelay greatest time between two validators; the spread is what reorders payloads
 * @param loss probability that a payload that was taken vanishes before it is ordered
 * @param duplication probability that a payload is ordered twice
 * @param skippedRound probability that a round number is left out, as for a round without events
 * @param roundsPerSavedState how many rounds a restart may have to deliver again
 * @param roundsRemembered how many rounds a validator may miss before it must take over its peers'
 *     state and meets a gap
 */
public record SimulatedConditions(
    Duration roundInterval,
    Duration minDelay,
    Duration maxDelay,
    double loss,
    double duplication,
    double skippedRound,
    int roundsPerSavedState,
    int roundsRemembered) {

  public SimulatedConditions {
    if (roundInterval.toNanos() < 1 || minDelay.isNegative() || maxDelay.compareTo(minDelay) < 0) {
      throw new IllegalArgumentException("intervals must be positive and ordered");
    }
    requireProbability(loss);
    requireProbability(duplication);
    requireProbability(skippedRound);
    if (roundsPerSavedState < 1 || roundsRemembered < 1) {
      throw new IllegalArgumentException("rounds must be at least 1");
    }
  }

  private static void requireProbability(double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException("probability " + value);
    }
  }

  /** Nothing is lost or doubled; delays vary a little. */
  public static SimulatedConditions calm() {
    return new SimulatedConditions(
        Duration.ofMillis(40), Duration.ofMillis(1), Duration.ofMillis(20), 0, 0, 0.02, 50, 1_000);
  }

  /** Nothing is lost or doubled, but who misses 30 rounds must take over its peers' state. */
  public static SimulatedConditions forgetful() {
    return new SimulatedConditions(
        Duration.ofMillis(40), Duration.ofMillis(1), Duration.ofMillis(20), 0, 0, 0.1, 20, 30);
  }

  /** Payloads overtake each other, one in ten is lost and one in ten is ordered twice. */
  public static SimulatedConditions rough() {
    return new SimulatedConditions(
        Duration.ofMillis(40),
        Duration.ofMillis(1),
        Duration.ofMillis(400),
        0.1,
        0.1,
        0.1,
        20,
        100);
  }

  /** Calm ones in which engines remember as much as in these. */
  public SimulatedConditions calmed() {
    var calm = calm();
    return new SimulatedConditions(
        calm.roundInterval(),
        calm.minDelay(),
        calm.maxDelay(),
        calm.loss(),
        calm.duplication(),
        calm.skippedRound(),
        roundsPerSavedState,
        roundsRemembered);
  }
}
