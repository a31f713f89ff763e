package org.yipiao.authorization;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.redis.RedisConnection;

/**
 * Used assertions shared by all processes of the server; Redis forgets them by itself. While it
 * cannot be reached no assertion is accepted, and nobody waits longer than two seconds to be told.
 */
final class RedisUsedAssertions implements UsedAssertions, AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(RedisUsedAssertions.class);

  private final RedisConnection redis;
  private final InstantSource time;

  RedisUsedAssertions(String url, InstantSource time) {
    this.redis = new RedisConnection(url, TIMEOUT);
    this.time = time;
  }

  @Override
  public Use use(String client, String id, Instant until) {
    var key = "yipiao:assertion:" + client + ":" + id;
    long millis = Math.max(1, Duration.between(time.instant(), until).toMillis());
    try {
      var answer = redis.commands().set(key, "1", SetArgs.Builder.nx().px(millis));
      return "OK".equals(answer) ? Use.FIRST : Use.REPLAYED;
    } catch (RedisException e) {
      LOG.warn("used assertions cannot be remembered: {}", e.toString());
      return Use.UNKNOWN;
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}
