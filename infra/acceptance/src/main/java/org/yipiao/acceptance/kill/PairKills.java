package org.yipiao.acceptance.kill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.yipiao.acceptance.kill.KillOptions.Phase;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.load.Waits;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.parts.Platform;

/**
 * Kills two of the four validators at the same moment. The two that are left are no quorum: of what
 * is handed in while they are alone nothing becomes final, and all of it once the others are back.
 */
final class PairKills {

  /** A draw of its own: a seed from before there were pairs still gives what it gave. */
  private static final long PAIRS = 0x7061697273L;

  /** What was under way when the quorum ended is final within these, or waits. */
  private static final int UNDER_WAY_SECONDS = 3;

  /** So long those that are left are watched. */
  private static final int ALONE_SECONDS = 10;

  private final Platform platform;
  private final PlatformLoad load;
  private final Killer killer;
  private final Random random;
  private final int rounds;
  private final List<Difference> noticed = new ArrayList<>();

  PairKills(Platform platform, PlatformLoad load, Killer killer, KillOptions options) {
    this.platform = platform;
    this.load = load;
    this.killer = killer;
    this.random = new Random(options.seed() ^ PAIRS);
    this.rounds = options.pairRounds();
  }

  /** Another pair each time. */
  void all() throws InterruptedException {
    for (List<String> pair : pairs(rounds, random)) {
      Killer.pause(random);
      kill(pair);
    }
  }

  /** What did not hold. */
  List<Difference> noticed() {
    return List.copyOf(noticed);
  }

  private void kill(List<String> pair) throws InterruptedException {
    String both = String.join(" and ", pair);
    pair.forEach(validator -> platform.hold(validator, true));
    Instant at = Instant.now();
    killer.killAtOnce(pair);
    watchTheOthers(both);
    pair.forEach(validator -> platform.hold(validator, false));
    Kill kill = killer.back(Phase.TWO_VALIDATORS, both, pair, at);
    killer.awaitWork(kill);
    Instant back = at.plusMillis(kill.downMillis());
    if (!Killer.within(Killer.PROVEN_WITHIN, () -> !load.waits().anyOpen(at, back))) {
      noticed.add(
          new Difference(
              both,
              "are back, but a bill handed in meanwhile is not final within "
                  + Killer.PROVEN_WITHIN));
    }
  }

  /** A bill that is accepted once nothing is under way any more must wait. */
  private void watchTheOthers(String dead) throws InterruptedException {
    Waits waits = load.waits();
    TimeUnit.SECONDS.sleep(UNDER_WAY_SECONDS);
    Instant alone = Instant.now();
    TimeUnit.SECONDS.sleep(ALONE_SECONDS);
    boolean waiting =
        Killer.within(Killer.PROVEN_WITHIN, () -> waits.anyOpen(alone, Instant.now()));
    judge(dead, waiting, waits.provenOfAcceptedSince(alone)).ifPresent(noticed::add);
  }

  /** So many of all pairs, none twice, in an order that is drawn. */
  static List<List<String>> pairs(int count, Random random) {
    List<List<String>> order = new ArrayList<>(Parts.pairsOfValidators());
    Collections.shuffle(order, random);
    return List.copyOf(order.subList(0, count));
  }

  /**
   * What is wrong with a stretch in which two validators were down.
   *
   * @param waiting whether a bill that was accepted meanwhile waits
   * @param proven whether one became final
   */
  static Optional<Difference> judge(String dead, boolean waiting, boolean proven) {
    if (proven) {
      return Optional.of(
          new Difference(dead, "a bill handed in while both were down became final without them"));
    }
    return waiting
        ? Optional.empty()
        : Optional.of(new Difference(dead, "no bill was accepted while both were down"));
  }
}
