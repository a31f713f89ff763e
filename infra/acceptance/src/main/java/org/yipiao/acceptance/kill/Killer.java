package org.yipiao.acceptance.kill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.yipiao.acceptance.kill.KillOptions.Phase;
import org.yipiao.acceptance.kill.load.Attempts;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.parts.Platform;

/** Sends SIGKILL at random moments and waits until what it hit serves again. */
final class Killer {

  private static final Duration BACK_WITHIN = Duration.ofMinutes(10);
  static final Duration PROVEN_WITHIN = Duration.ofMinutes(3);
  private static final int LONGEST_PAUSE_MILLIS = 5_000;

  private final Platform platform;
  private final PlatformLoad load;
  private final Console console;
  private final Random random;
  private final int kills;
  private final List<Kill> done = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<Difference> noticed = new ConcurrentLinkedQueue<>();

  Killer(
      Platform platform, PlatformLoad load, Console console, Random random, KillOptions options) {
    this.platform = platform;
    this.load = load;
    this.console = console;
    this.random = random;
    this.kills = options.kills();
  }

  /** All kills so far. */
  List<Kill> done() {
    synchronized (done) {
      return List.copyOf(done);
    }
  }

  /** What did not come back, or did not work when it was. */
  List<Difference> noticed() {
    return List.copyOf(noticed);
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
