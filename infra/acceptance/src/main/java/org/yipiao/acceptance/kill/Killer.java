package org.yipiao.acceptance.kill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yipiao.acceptance.kill.KillOptions.Phase;
import org.yipiao.acceptance.kill.load.Attempts;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.load.Waits;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.parts.Platform;

/** Sends SIGKILL at random moments and waits until what it hit serves again. */
final class Killer {

  private static final Duration BACK_WITHIN = Duration.ofMinutes(10);
  static final Duration PROVEN_WITHIN = Duration.ofMinutes(3);
  private static final int LONGEST_PAUSE_MILLIS = 5_000;
  private static final int UNDISTURBED_SECONDS = 30;

  /** A platform that has just started on a busy machine has so many stretches to get going. */
  private static final int UNDISTURBED_STRETCHES = 8;

  /** It has got going once half of the bills wait no longer than this. */
  private static final long CALM_MILLIS = 4_000;

  private final Platform platform;
  private final PlatformLoad load;
  private final Console console;
  private final Random random;
  private final int kills;
  private final Duration stall;
  private final List<Kill> done = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<Difference> noticed = new ConcurrentLinkedQueue<>();
  private final List<Duration> withoutValidator = new ArrayList<>();
  private Finality undisturbed = Finality.NONE;

  Killer(
      Platform platform, PlatformLoad load, Console console, Random random, KillOptions options) {
    this.platform = platform;
    this.load = load;
    this.console = console;
    this.random = random;
    this.kills = options.kills();
    this.stall = Duration.ofSeconds(options.stallSeconds());
  }

  /** All kills so far. */
  List<Kill> done() {
    synchronized (done) {
      return List.copyOf(done);
    }
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
  void validators() throws InterruptedException {
    awaitCalm();
    for (String validator : shuffled(Parts.VALIDATORS, kills, random)) {
      pause(random);
      Instant at = Instant.now();
      platform.hold(validator, true);
      platform.kill9(validator);
      goOnWithout(validator, at);
      platform.hold(validator, false);
      Kill kill = back(Phase.VALIDATORS, validator, List.of(validator), at);
      awaitWork(kill);
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
    within(PROVEN_WITHIN, () -> !load.waits().anyOpen(death, back));
    withoutValidator.addAll(load.waits().all(death, back));
    stalled(validator, load.waits().longest(death, back), stall).ifPresent(noticed::add);
  }

  /** Waits until bills handed in since its death are final. */
  private void goOnWithout(String validator, Instant death) throws InterruptedException {
    Waits waits = load.waits();
    if (!within(PROVEN_WITHIN, () -> waits.provenOfAcceptedSince(death))) {
      noticed.add(new Difference(validator, "nothing became final while it was down"));
      return;
    }
    Instant first = Instant.now();
    // Its start takes processor time from the others: no bill that is judged may still wait then.
    boolean all = within(PROVEN_WITHIN, () -> !waits.anyOpen(death, first));
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

  /** A platform that is up again also issues again; only then is it killed anew. */
  void awaitWork(Kill kill) throws InterruptedException {
    Instant back = kill.at().plusMillis(kill.downMillis());
    if (!within(PROVEN_WITHIN, () -> load.waits().provenSince(back))) {
      noticed.add(
          new Difference(
              kill.victim(), "is back, but nothing became final within " + PROVEN_WITHIN));
    }
  }

  static boolean within(Duration patience, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return true;
  }

  /** All four validators at once. */
  void allValidators() throws InterruptedException {
    for (int i = 0; i < kills; i++) {
      pause(random);
      awaitWork(kill(Phase.ALL_VALIDATORS, "all validators", Parts.VALIDATORS));
    }
  }

  /** Each service and server alone, in random order. */
  void services(int times) throws InterruptedException {
    for (String service : shuffled(Parts.SERVICES, times, random)) {
      pause(random);
      awaitWork(kill(Phase.SERVICES, service, List.of(service)));
    }
  }

  /** Each service and server, and one validator at a time, in its own time. */
  void storm(int times) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (String service : Parts.SERVICES) {
      Random own = new Random(random.nextLong());
      threads.add(storm(times, own, List.of(service)));
    }
    threads.add(storm(times, new Random(random.nextLong()), Parts.VALIDATORS));
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** One of the parts at a time is down. */
  private Thread storm(int times, Random own, List<String> parts) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            for (int i = 0; i < times; i++) {
              pause(own);
              String part = parts.get(own.nextInt(parts.size()));
              kill(Phase.STORM, part, List.of(part));
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            noticed.add(new Difference(parts.getFirst(), "did not come back: " + e.getMessage()));
          }
        });
  }

  /** Kills them at once and waits until they serve. */
  Kill kill(Phase phase, String victim, List<String> parts) {
    Instant at = Instant.now();
    killAtOnce(parts);
    return back(phase, victim, parts, at);
  }

  /** Sends the signals at the same moment. */
  void killAtOnce(List<String> parts) {
    List<Thread> signals =
        parts.stream().map(part -> Thread.ofPlatform().start(() -> platform.kill9(part))).toList();
    signals.forEach(Killer::join);
  }

  /** Waits for what was killed at that moment. */
  Kill back(Phase phase, String victim, List<String> parts, Instant at) {
    parts.forEach(part -> platform.awaitReady(part, BACK_WITHIN));
    Instant back = Instant.now();
    long millis = Duration.between(at, back).toMillis();
    List<Attempts.Failure> failures = load.attempts().failuresBetween(at, back);
    Duration longest = load.waits().longest(at, back);
    Kill kill =
        new Kill(
            phase.name(),
            victim,
            at,
            millis,
            failures.size(),
            longest == null ? null : longest.toMillis());
    done.add(kill);
    console.say(
        victim,
        "killed (%s), back after %d ms; longest finality meanwhile %s ms; %d bills so far; failed attempts %s"
            .formatted(
                phase,
                millis,
                longest == null ? "-" : longest.toMillis(),
                load.handedIn(),
                byDoor(failures)));
    return kill;
  }

  /** How many failed at each door. */
  private static Map<String, Long> byDoor(List<Attempts.Failure> failures) {
    return failures.stream()
        .collect(
            Collectors.groupingBy(Attempts.Failure::door, TreeMap::new, Collectors.counting()));
  }

  static List<String> shuffled(List<String> parts, int times, Random random) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      order.addAll(parts);
    }
    Collections.shuffle(order, random);
    return order;
  }

  static void pause(Random random) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
