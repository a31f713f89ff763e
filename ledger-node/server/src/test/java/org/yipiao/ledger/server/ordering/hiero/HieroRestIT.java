package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.platform.seeds.Seeds;

/**
 * Four engines that rest must wake, whoever needs them and whenever. Each engine has a driver that
 * does what a node's housekeeping does: every 100 ms it says whether there is nothing to do.
 */
class HieroRestIT {

  private static final Duration WAKES_WITHIN = Duration.ofSeconds(45);

  /** What wakes the resting. */
  private enum Cause {
    A_PAYLOAD,
    PAYLOADS_OF_TWO,
    PAYLOADS_OF_ALL,
    A_NEED_OF_ROUNDS,
    A_NEED_OF_ROUNDS_AND_THEN_A_PAYLOAD,
    A_PAYLOAD_WHILE_ONE_IS_DOWN,
    A_START
  }

  private static final List<Cause> CAUSES =
      List.of(
          Cause.A_PAYLOAD,
          Cause.A_PAYLOAD,
          Cause.PAYLOADS_OF_TWO,
          Cause.PAYLOADS_OF_ALL,
          Cause.A_NEED_OF_ROUNDS,
          Cause.A_NEED_OF_ROUNDS,
          Cause.A_NEED_OF_ROUNDS_AND_THEN_A_PAYLOAD,
          Cause.A_NEED_OF_ROUNDS_AND_THEN_A_PAYLOAD,
          Cause.A_PAYLOAD_WHILE_ONE_IS_DOWN,
          Cause.A_START);

  private final EngineLog log = new EngineLog();
  private final HieroCluster cluster;
  private final Map<Integer, Driver> drivers = new ConcurrentHashMap<>();

  HieroRestIT(@TempDir Path directory) {
    cluster = new HieroCluster(directory, 4, UnaryOperator.identity());
  }

  /** Says of one engine whether it is idle: while it waits for a round, it is not. */
  private final class Driver implements AutoCloseable {

    private final int member;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile long needed;
    private volatile boolean closed;

    Driver(int member) {
      this.member = member;
      this.thread = Thread.ofPlatform().name("driver-" + member).start(this::drive);
    }

    private void drive() {
      while (!closed) {
        if (!waiting.isEmpty()) {
          cluster.listener(member).payloads().forEach(waiting::remove);
        }
        cluster.engine(member).idle(content());
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }

    void submit(String text) {
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      waiting.add(HexFormat.of().formatHex(payload));
      assertThat(cluster.engine(member).submit(payload)).isTrue();
    }

    /** Needs rounds up to that one, without having anything to be ordered. */
    void needRound(long round) {
      needed = round;
      cluster.engine(member).idle(false);
    }

    boolean content() {
      return waiting.isEmpty() && cluster.listener(member).lastRound() >= needed;
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @BeforeEach
  void start() {
    cluster.startAll();
    for (int member = 1; member <= 4; member++) {
      drivers.put(member, new Driver(member));
    }
    cluster.awaitAll(EngineStatus.ACTIVE);
  }

  @AfterEach
  void stop() {
    drivers.values().forEach(Driver::close);
    cluster.close();
    log.close();
  }

  @Test
  void restingEnginesAlwaysWake() {
    wakeByAllCauses(Duration.ZERO);
  }

  @Test
  @Tag("long")
  void restingEnginesAlwaysWakeForAQuarterOfAnHour() {
    wakeByAllCauses(Duration.ofMinutes(15));
  }

  /** At a random moment of the rest each; once, and again as long as there is time. */
  private void wakeByAllCauses(Duration time) {
    long seed = Seeds.of(this);
    var random = new Random(seed);
    int cycles = 0;
    int rested = 0;
    long end = System.nanoTime() + time.toNanos();
    do {
      var causes = new ArrayList<>(CAUSES);
      Collections.shuffle(causes, random);
      for (Cause cause : causes) {
        long before = lastRound();
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(900)).toNanos());
        long after = lastRound();
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(150)).toNanos());
        rested += lastRound() == after ? 1 : 0;
        wake(
            cause,
            random,
            "cycle %d of seed %d, %s, rounds %d to %d"
                .formatted(cycles, seed, cause, before, after));
        cycles++;
      }
    } while (System.nanoTime() - end < 0);
    assertThat(rested).as("times that all rested, seed %d", seed).isPositive();
    assertThat(log.errors()).isEmpty();
  }

  private void wake(Cause cause, Random random, String what) {
    int one = 1 + random.nextInt(4);
    switch (cause) {
      case A_PAYLOAD -> wakeBy(Set.of(one), what);
      case PAYLOADS_OF_TWO -> wakeBy(pair(random), what);
      case PAYLOADS_OF_ALL -> wakeBy(Set.of(1, 2, 3, 4), what);
      case A_NEED_OF_ROUNDS -> {
        long next = lastRound() + 1;
        driver(one).needRound(next);
        await(what)
            .atMost(WAKES_WITHIN)
            .until(() ->
                drivers.keySet().stream()
                    .allMatch(member -> cluster.listener(member).lastRound() >= next));
      }
      // The event that such a need makes once carried nothing, and left all of them asleep.
      case A_NEED_OF_ROUNDS_AND_THEN_A_PAYLOAD -> {
        driver(one).needRound(lastRound() + 1);
        wakeBy(Set.of(one), what);
      }
      case A_PAYLOAD_WHILE_ONE_IS_DOWN -> wakeOneWhileAnotherIsDown(one, what);
      case A_START -> restartAmongTheResting(one, what);
    }
  }

  private long lastRound() {
    return drivers.keySet().stream()
        .mapToLong(member -> cluster.listener(member).lastRound())
        .max()
        .orElseThrow();
  }

  private static Set<Integer> pair(Random random) {
    var pair = new HashSet<Integer>();
    while (pair.size() < 2) {
      pair.add(1 + random.nextInt(4));
    }
    return pair;
  }

  private void wakeBy(Set<Integer> wakers, String what) {
    for (int waker : wakers) {
      driver(waker).submit(what + " by " + waker);
    }
    awaitAllOrdered(what);
  }

  private void awaitAllOrdered(String what) {
    await(what)
        .atMost(WAKES_WITHIN)
        .until(() -> drivers.values().stream().allMatch(Driver::content));
  }

  private void wakeOneWhileAnotherIsDown(int down, String what) {
    take(down);
    wakeBy(Set.of(1 + down % 4), what + " while " + down + " is down");
    bring(down);
    await(what).atMost(WAKES_WITHIN).until(() -> active(down));
  }

  /** Nobody submits anything: that it becomes active needs rounds of the resting. */
  private void restartAmongTheResting(int member, String what) {
    take(member);
    bring(member);
    await(what).atMost(WAKES_WITHIN).until(() -> active(member));
  }

  private boolean active(int member) {
    return cluster.engine(member).status() == EngineStatus.ACTIVE;
  }

  private void take(int member) {
    driver(member).close();
    drivers.remove(member);
    cluster.stop(member);
  }

  private void bring(int member) {
    cluster.start(member);
    drivers.put(member, new Driver(member));
  }

  private Driver driver(int member) {
    return Objects.requireNonNull(drivers.get(member));
  }
}
