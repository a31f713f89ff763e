package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.UsedAssertions.Use;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.testing.RedisDoor;

/** A Redis that takes connections and says nothing, as behind a network that drops packets. */
class RedisUsedAssertionsIT {

  private static final int REQUESTS = 20;

  private RedisDoor door;
  private RedisUsedAssertions assertions;

  @BeforeEach
  void open() throws IOException {
    door = new RedisDoor(SharedTestServers.get().redisUrl());
    assertions = new RedisUsedAssertions(door.url(), InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    assertions.close();
    door.close();
  }

  private Use use(String key) {
    return assertions.use("client", key, Instant.now().plusSeconds(60));
  }

  /** One behind the other, each would make an attempt of its own. */
  @Test
  void refusesAllAtOnceAfterOneAttemptForAll() throws Exception {
    door.keepSilent();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Use>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(threads.submit(() -> use(UUID.randomUUID().toString())));
      }
      for (Future<Use> answer : answers) {
        assertThat(answer.get()).isEqualTo(Use.UNKNOWN);
      }
    }
    assertThat(door.taken()).as("attempts to connect").isBetween(1, REQUESTS / 4);
  }

  @Test
  void remembersAgainOnceRedisAnswers() {
    String key = UUID.randomUUID().toString();
    assertThat(use(key)).isEqualTo(Use.UNKNOWN);
    door.open();

    await().atMost(Duration.ofSeconds(60)).until(() -> use(key) != Use.UNKNOWN);

    assertThat(use(key)).isEqualTo(Use.REPLAYED);
  }
}
