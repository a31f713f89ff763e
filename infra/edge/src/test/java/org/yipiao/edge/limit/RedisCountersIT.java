package org.yipiao.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.testing.RedisDoor;

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
    try (var door = new RedisDoor(SharedTestServers.get().redisUrl());
        var counters = new RedisCounters(door.url(), InstantSource.system())) {
      assertThat(counters.count(name, WINDOW)).isEmpty();
      assertThat(counters.count(name, WINDOW)).as("not even asked").isEmpty();

      door.open();
      await().atMost(Duration.ofSeconds(60)).until(() -> counters.count(name, WINDOW).isPresent());
    }
  }
}
