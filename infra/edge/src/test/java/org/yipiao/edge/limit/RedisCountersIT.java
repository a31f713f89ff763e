package org.yipiao.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.shared.SharedTestServers;

class RedisCountersIT {

  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final String name = UUID.randomUUID().toString();

  @Test
  void countsUntilTheWindowIsOver() {
    try (var counters =
        new RedisCounters(SharedTestServers.get().redisUrl(), InstantSource.system())) {
      assertThat(counters.count(name, WINDOW).orElseThrow().count()).isEqualTo(1);
      var second = counters.count(name, WINDOW).orElseThrow();
      assertThat(second.count()).isEqualTo(2);
      assertThat(second.left()).isBetween(Duration.ofSeconds(1), WINDOW);

      String brief = name + "-brief";
      counters.count(brief, Duration.ofMillis(100));
      await().until(() -> counters.count(brief, Duration.ofMillis(100)).orElseThrow().count() == 1);
    }
  }

  @Test
  void countsAgainOnceRedisIsBack() throws IOException {
    var redis = RedisURI.create(SharedTestServers.get().redisUrl());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var counters =
            new RedisCounters(
                SharedTestServers.get()
                    .redisUrl()
                    .replace(":" + redis.getPort(), ":" + door.getLocalPort()),
                InstantSource.system())) {
      assertThat(counters.count(name, WINDOW)).isEmpty();
      assertThat(counters.count(name, WINDOW)).as("not even asked").isEmpty();

      threads.execute(() -> letThrough(door, redis, threads));
      await().atMost(Duration.ofSeconds(60)).until(() -> counters.count(name, WINDOW).isPresent());
    }
  }

  /** What arrives at the door goes to Redis, and its answers come back. */
  private static void letThrough(ServerSocket door, RedisURI redis, ExecutorService threads) {
    try {
      while (!door.isClosed()) {
        Socket here = door.accept();
        Socket there = new Socket(redis.getHost(), redis.getPort());
        threads.execute(() -> pass(here, there));
        threads.execute(() -> pass(there, here));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of the two has gone.
    }
  }
}
