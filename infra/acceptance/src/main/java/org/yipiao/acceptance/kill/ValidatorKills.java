package org.yipiao.acceptance.kill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.acceptance.kill.KillOptions.Phase;
import org.yipiao.acceptance.kill.load.Attempts;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.load.Waits;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.parts.Platform;

/** Kills one validator after the other, and judges that nobody notices. */
final class ValidatorKills {

  /** Of the seed, so that the order is none of another phase's. */
  private static final long ALONE = 0xa10e;

  private static final int UNDISTURBED_SECONDS = 30;

  /** A platform that has just started on a busy machine has so many stretches to get going. */
  private static final int UNDISTURBED_STRETCHES = 8;

  /** It has got going once half of the bills wait no longer than this. */
  private static final long CALM_MILLIS = 4_000;

  private final Platform platform;
  private final PlatformLoad load;
  private final Console console;
  private final Killer killer;
  private final Random random;
  private final int kills;
  private final Duration stall;
  private final List<Difference> noticed = new ArrayList<>();
  private final List<Duration> withoutValidator = new ArrayList<>();
  private Finality undisturbed = Finality.NONE;

  ValidatorKills(
      Platform platform, PlatformLoad load, Console console, Killer killer, KillOptions options) {
    this.platform = platform;
    this.load = load;
    this.console = console;
    this.killer = killer;
    this.random = new Random(options.seed() ^ ALONE);
    this.kills = options.kills();
    this.stall = Duration.ofSeconds(options.stallSeconds());
  }

  /** What users noticed of the death of one validator, which they must not. */
  List<Difference> noticed() {
    return List.copyOf(noticed);
  }

  /** Finality before the first validator was killed alone. */
  Finality undisturbed() {
    return undisturbed;
  }

  /** Finality of the bills that were handed in while a validator was dead or coming back. */
  Finality withoutValidator() {
    return Finality.of(withoutValidator);
  }

  /**
   * Each validator alone, in random order. The others make new bills final before it may come back,
   * without a stall; and nothing that a user attempts may fail or stall by its death or its return.
   */
  void all() throws InterruptedException {
    awaitCalm();
    for (String validator : Killer.shuffled(Parts.VALIDATORS, kills, random)) {
      Killer.pause(random);
      Instant at = Instant.now();
      platform.hold(validator, true);
      platform.kill9(validator);
      goOnWithout(validator, at);
      platform.hold(validator, false);
      Kill kill = killer.back(Phase.VALIDATORS, validator, List.of(validator), at);
      killer.awaitWork(kill);
      Instant end = kill.at().plusMillis(kill.downMillis());
      for (Attempts.Failure failure : load.attempts().failuresBetween(kill.at(), end)) {
        noticed.add(
            new Difference(
                validator,
                "its death was noticed at %s: %s".formatted(failure.door(), failure.cause())));
      }
      judgeWaits(validator, at, end);
    }
    console.say("without one", withoutValidator().toString());
  }

  /**
   * Waits until bills become final in time while nothing is killed: just started, with compilers at
   * work, a platform on a busy machine would be judged for its start. What follows is judged either
   * way.
   */
  private void awaitCalm() throws InterruptedException {
    for (int stretch = 0; stretch < UNDISTURBED_STRETCHES; stretch++) {
      Instant begin = Instant.now();
      TimeUnit.SECONDS.sleep(UNDISTURBED_SECONDS);
      undisturbed = Finality.of(load.waits().all(begin, Instant.now()));
      console.say("undisturbed", undisturbed.toString());
      if (undisturbed.bills() > 0 && undisturbed.p50Millis() <= CALM_MILLIS) {
        return;
      }
    }
  }

  /** Those of all bills handed in from a validator's death until it was back. */
  private void judgeWaits(String validator, Instant death, Instant back)
      throws InterruptedException {
    Killer.within(Killer.PROVEN_WITHIN, () -> !load.waits().anyOpen(death, back));
    withoutValidator.addAll(load.waits().all(death, back));
    stalled(validator, load.waits().longest(death, back), stall).ifPresent(noticed::add);
  }

  /** Waits until bills handed in since its death are final. */
  private void goOnWithout(String validator, Instant death) throws InterruptedException {
    Waits waits = load.waits();
    if (!Killer.within(Killer.PROVEN_WITHIN, () -> waits.provenOfAcceptedSince(death))) {
      noticed.add(new Difference(validator, "nothing became final while it was down"));
      return;
    }
    Instant first = Instant.now();
    // Its start takes processor time from the others: no bill that is judged may still wait then.
    boolean all = Killer.within(Killer.PROVEN_WITHIN, () -> !waits.anyOpen(death, first));
    Duration longest = waits.longest(death, first);
    console.say(
        validator,
        "a bill handed in after its death was final %d ms later; longest finality %s ms%s"
            .formatted(
                Duration.between(death, first).toMillis(),
                longest == null ? "-" : longest.toMillis(),
                all ? "" : " and going on"));
  }

  /** What users noticed of one validator's death, when a bill waited longer than it may. */
  static Optional<Difference> stalled(String validator, @Nullable Duration longest, Duration most) {
    if (longest == null || longest.compareTo(most) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Difference(
            validator,
            "a bill handed in while it was away waited %d ms for its finality, more than %d ms"
                .formatted(longest.toMillis(), most.toMillis())));
  }
}
