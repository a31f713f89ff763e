package org.yipiao.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.testing.RedisDoor;

class RedisConnectionIT {

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static boolean answers(RedisConnection redis) {
    try {
      return "PONG".equals(redis.commands().ping());
    } catch (RedisException e) {
      return false;
    }
  }

  @Test
  void answersOverOneConnection() {
    try (var redis = new RedisConnection(SharedTestServers.get().redisUrl(), TIMEOUT)) {
      await().atMost(PATIENCE).until(() -> answers(redis));
      assertThat(redis.commands()).isSameAs(redis.commands());
    }
  }

  @Test
  void saysThatNobodyAnswersAndIsThereOnceRedisIs() throws IOException {
    try (var door = new RedisDoor(SharedTestServers.get().redisUrl());
        var redis = new RedisConnection(door.url(), TIMEOUT)) {
      assertThatThrownBy(redis::commands).isInstanceOf(RedisException.class);

      door.open();

      await().atMost(PATIENCE).until(() -> answers(redis));
    }
  }
}
