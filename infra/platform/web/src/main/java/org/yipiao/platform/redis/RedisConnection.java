package org.yipiao.platform.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis that is made at its first use. While Redis cannot be reached nobody waits
 * longer than the time limit to be told: all share one attempt to connect. Once it is back it is
 * used again within a second or two.
 */
public final class RedisConnection implements AutoCloseable {

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final Duration timeout;
  private final ClientResources resources;
  private final RedisClient redis;
  private final RedisURI uri;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> attempt;

  /**
   * @param url {@code redis://[:password@]host:port}
   * @param timeout to connect, and for each answer
   */
  public RedisConnection(String url, Duration timeout) {
    this.timeout = timeout;
    this.uri = RedisURI.builder(RedisURI.create(url)).withTimeout(timeout).build();
    this.resources = resources();
    this.redis = RedisClient.create(resources);
    this.redis.setOptions(options(timeout));
  }

  /**
   * What a client comes back to Redis with soon: by itself Lettuce would wait ever longer, up to
   * half a minute. Whoever asks for it shuts it down.
   */
  public static ClientResources resources() {
    return ClientResources.builder().reconnectDelay(() -> Delay.constant(BETWEEN_ATTEMPTS)).build();
  }

  /** Commands fail at once while there is no connection, and connecting ends in time. */
  public static ClientOptions options(Duration timeout) {
    return ClientOptions.builder()
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
        .build();
  }

  /**
   * @throws RedisException when there is no connection in time
   */
  public RedisCommands<String, String> commands() {
    try {
      return attempt().get(timeout.toMillis(), TimeUnit.MILLISECONDS).sync();
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

  /**
   * Passes every message of a channel on from now on, also after Redis was away; those that are
   * sent meanwhile are lost.
   *
   * @param listener called on the connection's own thread, which it must not block
   * @throws RedisException when there is no connection in time; then nothing is passed on
   */
  public void listen(String channel, Consumer<String> listener) {
    var connecting = redis.connectPubSubAsync(StringCodec.UTF8, uri).toCompletableFuture();
    try {
      var connection = connecting.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      connection.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String from, String message) {
              listener.accept(message);
            }
          });
      connection.sync().subscribe(channel);
    } catch (ExecutionException e) {
      throw new RedisException("no connection", e.getCause());
    } catch (TimeoutException e) {
      var _ = connecting.thenCompose(StatefulConnection::closeAsync);
      throw new RedisException("no connection yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("interrupted", e);
    }
  }

  @Override
  public void close() {
    redis.shutdown(Duration.ZERO, timeout);
    resources
        .shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(timeout.toMillis());
  }
}
