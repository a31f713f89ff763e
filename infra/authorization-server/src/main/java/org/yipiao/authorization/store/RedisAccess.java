package org.yipiao.authorization.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis that is made at its first use. While Redis cannot be reached nobody waits
 * longer than {@link #TIMEOUT} to be told: all share one attempt to connect.
 */
public final class RedisAccess implements AutoCloseable {

  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RedisClient redis;
  private final RedisURI uri;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> attempt;

  /**
   * @param url {@code redis://[:password@]host:port}
   */
  public RedisAccess(String url) {
    this.redis = RedisClient.create();
    this.redis.setOptions(options());
    this.uri = RedisURI.builder(RedisURI.create(url)).withTimeout(TIMEOUT).build();
  }

  /** Commands fail at once while there is no connection, and connecting ends in time. */
  public static ClientOptions options() {
    return ClientOptions.builder()
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
        .build();
  }

  /**
   * @throws RedisException when there is no connection in time
   */
  public RedisCommands<String, String> commands() {
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
  }
}
