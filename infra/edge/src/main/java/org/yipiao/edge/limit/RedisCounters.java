package org.yipiao.edge.limit;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.redis.RedisConnection;

/**
 * Counters that all processes of the door share. After a failure Redis is not asked for {@link
 * #PAUSE}: a door that stays open must not make everybody wait for what is away.
 */
final class RedisCounters implements Counters, AutoCloseable {

  static final Duration TIMEOUT = Duration.ofMillis(500);
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RedisCounters.class);
  private static final String PREFIX = "yipiao:edge:";

  private static final String COUNT =
      """
      local count = redis.call('incr', KEYS[1])
      local left = redis.call('pttl', KEYS[1])
      if left < 0 then
        redis.call('pexpire', KEYS[1], ARGV[1])
        left = tonumber(ARGV[1])
      end
      return {count, left}
      """;

  private final RedisConnection redis;
  private final InstantSource time;
  private volatile Instant pausedUntil = Instant.MIN;

  /**
   * @param url {@code redis://[:password@]host:port}
   */
  RedisCounters(String url, InstantSource time) {
    this.time = time;
    this.redis = new RedisConnection(url, TIMEOUT);
  }

  @Override
  public Optional<Count> count(String name, Duration window) {
    if (time.instant().isBefore(pausedUntil)) {
      return Optional.empty();
    }
    try {
      List<Object> answer =
          redis
              .commands()
              .eval(
                  COUNT,
                  ScriptOutputType.MULTI,
                  new String[] {PREFIX + name},
                  Long.toString(window.toMillis()));
      return Optional.of(
          new Count((Long) answer.get(0), Duration.ofMillis(Math.max(1, (Long) answer.get(1)))));
    } catch (RedisException e) {
      pausedUntil = time.instant().plus(PAUSE);
      LOG.warn("requests cannot be counted: {}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}
