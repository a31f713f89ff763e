package org.yipiao.bff.store;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.redis.RedisConnection;

/**
 * What this service keeps in Redis, whose names all begin alike. What belongs to one person carries
 * the person's tag in braces, so that it lies on one node of a cluster. Nobody waits for Redis
 * longer than {@link #TIMEOUT}.
 */
public final class Redis implements AutoCloseable {

  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String PREFIX = "yipiao:bff:";

  private final RedisConnection connection;

  /**
   * @param url {@code redis://[:password@]host:port}
   */
  public Redis(String url) {
    this.connection = new RedisConnection(url, TIMEOUT);
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
      return question.apply(connection.commands());
    } catch (RedisException e) {
      throw new StoreUnavailableException("Redis does not answer", e);
    }
  }

  /** Runs a script that answers with a whole number. */
  public long count(String script, String[] keys, String... arguments) {
    return ask(commands -> commands.<Long>eval(script, ScriptOutputType.INTEGER, keys, arguments));
  }

  /**
   * Passes every message of a channel on from now on; see {@link RedisConnection#listen}.
   *
   * @throws StoreUnavailableException when there is no connection in time
   */
  public void listen(String channel, Consumer<String> listener) {
    try {
      connection.listen(channel, listener);
    } catch (RedisException e) {
      throw new StoreUnavailableException("Redis does not answer", e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
