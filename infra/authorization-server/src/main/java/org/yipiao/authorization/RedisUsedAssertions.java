package org.yipiao.authorization;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Used assertions shared by all processes of the server; Redis forgets them by itself. While it
 * cannot be reached no assertion is accepted, and nobody waits longer than {@link #TIMEOUT} to be
 * told: all share one attempt to connect.
 */
final class RedisUsedAssertions implements UsedAssertions, AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(RedisUsedAssertions.class);

  private final RedisClient redis;
  private final RedisURI uri;
  private final InstantSource time;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> attempt;

  RedisUsedAssertions(String url, InstantSource time) {
    this.redis = RedisClient.create();
    this.redis.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build());
    this.uri = RedisURI.builder(RedisURI.create(url)).withTimeout(TIMEOUT).build();
    this.time = time;
  }

  @Override
  public Use use(String client, String id, Instant until) {
    var key = "yipiao:assertion:" + client + ":" + id;
    long millis = Math.max(1, Duration.between(time.instant(), until).toMillis());
    try {
      var answer = connection().sync().set(key, "1", SetArgs.Builder.nx().px(millis));
      return "OK".equals(answer) ? Use.FIRST : Use.REPLAYED;
    } catch (RedisException e) {
      LOG.warn("used assertions cannot be remembered: {}", e.toString());
      return Use.UNKNOWN;
    }
  }

  private StatefulRedisConnection<String, String> connection() {
    try {
      return attempt().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
  }
}
