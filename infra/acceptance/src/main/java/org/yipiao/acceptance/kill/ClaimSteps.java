package org.yipiao.acceptance.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.parts.Platform;

/** Lets the claims service die at each named step of a claim, between two things that last. */
final class ClaimSteps {

  /** The steps, by the names that the service's setting {@code crash-at} takes. */
  static final List<String> STEPS =
      List.of(
          "SUBMITTED_STORED",
          "VERIFIED_STORED",
          "ADJUDICATED_STORED",
          "RESERVE_STORED",
          "RESERVE_SENT",
          "RESERVE_ANSWERED",
          "COMMITTED_STORED",
          "PAYMENT_STORED",
          "PAYMENT_SENT",
          "PAYMENT_ANSWERED",
          "BANK_ANSWER_STORED",
          "SETTLE_STORED",
          "SETTLE_SENT",
          "SETTLE_ANSWERED",
          "RELEASE_STORED",
          "RELEASE_SENT",
          "RELEASE_ANSWERED",
          "ENDED");

  private static final String SETTING = "yipiao.claims.crash-at";
  private static final Duration WITHIN = Duration.ofMinutes(10);

  private final Platform platform;
  private final PlatformLoad load;
  private final Console console;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> died = new ArrayList<>();

  ClaimSteps(Platform platform, PlatformLoad load, Console console) {
    this.platform = platform;
    this.load = load;
    this.console = console;
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** The steps at which it has died. */
  List<String> died() {
    return List.copyOf(died);
  }

  void all() throws InterruptedException {
    for (String step : STEPS) {
      at(step);
    }
  }

  private void at(String step) throws InterruptedException {
    platform.configure(Parts.CLAIMS, Map.of(SETTING, step));
    long before = starts();
    platform.kill9(Parts.CLAIMS);
    if (!awaitStarts(before + 1)) {
      differences.add(new Difference(step, "the claims service was not started again"));
      return;
    }
    // Read by the process that has just been started; the next one gets none.
    platform.configure(Parts.CLAIMS, Map.of(SETTING, ""));
    var claim = load.claimOnce(step.startsWith("RELEASE"));
    if (claim.isEmpty() || !awaitStarts(before + 2)) {
      differences.add(new Difference(step, "the claims service did not die there"));
      return;
    }
    platform.awaitHealthy(Parts.CLAIMS, WITHIN);
    died.add(step);
    console.say(Parts.CLAIMS, "died at " + step + " and is back");
  }

  private long starts() {
    return platform.status().stream()
        .filter(status -> status.name().equals(Parts.CLAIMS))
        .findFirst()
        .orElseThrow()
        .starts();
  }

  private boolean awaitStarts(long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (starts() < wanted) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }
}
