package org.yipiao.bff.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis that is made at its first use. While Redis cannot be reached nobody waits
 * longer than {@link #TIMEOUT} to be told: all share one attempt to connect. What belongs to one
 * person carries the person's tag in braces, so that it lies on one node of a cluster.
 */
public final class Redis implements AutoCloseable {

  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String PREFIX = "yipiao:bff:";

  private final RedisClient redis;
  private final RedisURI uri;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> attempt;

  /**
   * @param url {@code redis://[:password@]host:port}
   */
  public Redis(String url) {
    this.redis = RedisClient.create();
    this.redis.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build());
    this.uri = RedisURI.builder(RedisURI.create(url)).withTimeout(TIMEOUT).build();
  }

  /** The name of a key: what it is for, and whose. */
  public static String key(String purpose, String tag, String... more) {
    var name = new StringBuilder(PREFIX).append(purpose).append(":{").append(tag).append('}');
    for (var part : more) {
      name.append(':').append(part);
    }
    return name.toString();
  }

  /**
   * @throws StoreUnavailableException when there is no answer in time
   */
  public <T extends @Nullable Object> T ask(Function<RedisCommands<String, String>, T> question) {
    try {
      return question.apply(commands());
    } catch (RedisException e) {
      throw new StoreUnavailableException("Redis does not answer", e);
    }
  }

  /** Runs a script that answers with a whole number. */
  public long count(String script, String[] keys, String... arguments) {
    return ask(commands -> commands.<Long>eval(script, ScriptOutputType.INTEGER, keys, arguments));
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
  }
}
