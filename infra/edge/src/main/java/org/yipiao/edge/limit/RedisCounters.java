package org.yipiao.edge.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final ClientResources resources;
  private final RedisClient redis;
  private final RedisURI uri;
  private final InstantSource time;
  private volatile Instant pausedUntil = Instant.MIN;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> attempt;

  /**
   * @param url {@code redis://[:password@]host:port}
   */
  RedisCounters(String url, InstantSource time) {
    this.time = time;
    // Lettuce would wait ever longer for a Redis that comes back, up to half a minute.
    this.resources = ClientResources.builder().reconnectDelay(() -> Delay.constant(PAUSE)).build();
    this.redis = RedisClient.create(resources);
    this.redis.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build());
    this.uri = RedisURI.builder(RedisURI.create(url)).withTimeout(TIMEOUT).build();
  }

  @Override
  public Optional<Count> count(String name, Duration window) {
    if (time.instant().isBefore(pausedUntil)) {
      return Optional.empty();
    }
    try {
      List<Object> answer =
          commands()
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

  private RedisCommands<String, String> commands() {
    try {
      return attempt().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).sync();
    } catch (ExecutionException e) {
      throw new RedisException("no connection", e.getCause());
    } catch (TimeoutException e) {
      throw new RedisException("no connection yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("interrupted", e);
    }
  }

  /** The connection, or the attempt that is under way; a failed one is followed by the next. */
  private synchronized CompletableFuture<StatefulRedisConnection<String, String>> attempt() {
    var latest = attempt;
    if (latest == null || latest.isCompletedExceptionally()) {
      latest = redis.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
      attempt = latest;
    }
    return latest;
  }

  @Override
  public void close() {
    redis.shutdown(Duration.ZERO, TIMEOUT);
    resources
        .shutdown(0, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(TIMEOUT.toMillis());
  }
}
