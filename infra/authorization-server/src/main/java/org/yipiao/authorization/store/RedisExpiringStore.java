package org.yipiao.authorization.store;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.yipiao.platform.redis.RedisConnection;

/** The store in Redis, which all processes of the server share and which outlives each of them. */
public final class RedisExpiringStore implements ExpiringStore, AutoCloseable {

  private static final String PREFIX = "yipiao:authorization:";

  private static final String REPLACE =
      """
      if redis.call('get', KEYS[1]) == ARGV[1] then
        redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
        return 1
      end
      return 0
      """;

  private static final String INCREMENT =
      """
      local count = redis.call('incr', KEYS[1])
      if count == 1 then
        redis.call('pexpire', KEYS[1], ARGV[1])
      end
      return count
      """;

  private static final String DECREMENT =
      """
      local count = tonumber(redis.call('get', KEYS[1]) or '0')
      if count > 0 then
        return redis.call('decr', KEYS[1])
      end
      return 0
      """;

  /** How long somebody waits to be told that Redis does not answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RedisConnection redis;

  /**
   * @param url {@code redis://[:password@]host:port}
   */
  public RedisExpiringStore(String url) {
    this.redis = new RedisConnection(url, TIMEOUT);
  }

  @Override
  public void put(String key, String text, Duration life) {
    ask(commands -> commands.set(PREFIX + key, text, SetArgs.Builder.px(millis(life))));
  }

  @Override
  public Optional<String> get(String key) {
    return ask(commands -> Optional.ofNullable(commands.get(PREFIX + key)));
  }

  @Override
  public boolean replace(String key, String expected, String text, Duration life) {
    return script(REPLACE, key, expected, text, Long.toString(millis(life))) == 1;
  }

  @Override
  public boolean remove(String key) {
    return ask(commands -> commands.del(PREFIX + key)) > 0;
  }

  @Override
  public long increment(String key, Duration life) {
    return script(INCREMENT, key, Long.toString(millis(life)));
  }

  @Override
  public void decrement(String key) {
    script(DECREMENT, key);
  }

  private long script(String script, String key, String... arguments) {
    return ask(commands ->
        commands.<Long>eval(
            script, ScriptOutputType.INTEGER, new String[] {PREFIX + key}, arguments));
  }

  private <T> T ask(Function<RedisCommands<String, String>, T> question) {
    try {
      return question.apply(redis.commands());
    } catch (RedisException e) {
      throw new StoreUnavailableException("Redis does not answer", e);
    }
  }

  /** Redis refuses a life of less than one. */
  private static long millis(Duration life) {
    return Math.max(1, life.toMillis());
  }

  @Override
  public void close() {
    redis.close();
  }
}
