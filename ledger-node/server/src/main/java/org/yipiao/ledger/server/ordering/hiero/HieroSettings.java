package org.yipiao.ledger.server.ordering.hiero;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How one node runs the engine.
 *
 * @param directory of this node's engine alone; made absolute here. It must never be restored from
 *     a backup: an engine that forgot what it said contradicts itself
 * @param selfMember this node's member number, one of the validators'
 * @param validators all validators, in any order
 * @param listenOnAllInterfaces whether to accept peers on every interface instead of only the
 *     address of this node's own endpoint
 */
public record HieroSettings(
    Path directory,
    int selfMember,
    List<ValidatorEndpoint> validators,
    Pace pace,
    boolean listenOnAllInterfaces) {

  public HieroSettings {
    directory = directory.toAbsolutePath().normalize();
    validators =
        validators.stream().sorted((a, b) -> Integer.compare(a.member(), b.member())).toList();
    if (validators.stream().map(ValidatorEndpoint::member).distinct().count()
        != validators.size()) {
      throw new IllegalArgumentException("a member is listed twice among the validators");
    }
    if (validators.stream().noneMatch(validator -> validator.member() == selfMember)) {
      throw new IllegalArgumentException("member " + selfMember + " is not among the validators");
    }
  }

  /**
   * How fast the engine goes and how much it keeps.
   *
   * @param observingStatusDelay how long the engine only listens after a start. Ten seconds guard
   *     against contradicting oneself after the loss of the event log; one second suits a machine
   *     whose disks do not vanish
   * @param saveStatePeriod time between two saved states: bounds what a restart replays
   * @param creationRate events per second that this node makes at most; more shortens the time to
   *     order and costs CPU
   * @param logRetention how long the engine's event log is kept at least. A restart needs the last
   *     few saved states' worth; the log grows with the payloads
   * @param roundsRemembered how many rounds a peer may be behind and still catch up event by event;
   *     one further behind takes over a peer's state and misses rounds. Their events sit in the
   *     heap
   */
  public record Pace(
      Duration observingStatusDelay,
      Duration saveStatePeriod,
      double creationRate,
      Duration logRetention,
      int roundsRemembered) {

    /** The rounds that the engine of a node remembers. */
    public static final int ROUNDS_REMEMBERED = 300;

    public Pace {
      if (observingStatusDelay.isNegative()) {
        throw new IllegalArgumentException("observing status delay " + observingStatusDelay);
      }
      if (saveStatePeriod.toSeconds() < 1) {
        throw new IllegalArgumentException("save state period " + saveStatePeriod);
      }
      if (!(creationRate >= 1 && creationRate <= 1000)) {
        throw new IllegalArgumentException("creation rate " + creationRate);
      }
      if (logRetention.isNegative()) {
        throw new IllegalArgumentException("log retention " + logRetention);
      }
      if (roundsRemembered < 50 || roundsRemembered > 10_000) {
        throw new IllegalArgumentException("rounds remembered " + roundsRemembered);
      }
    }
  }

  ValidatorEndpoint self() {
    return validators.stream()
        .filter(validator -> validator.member() == selfMember)
        .findFirst()
        .orElseThrow();
  }
}
