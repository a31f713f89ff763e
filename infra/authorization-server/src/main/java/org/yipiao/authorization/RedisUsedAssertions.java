package org.yipiao.authorization;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Used assertions shared by all processes of the server; Redis forgets them by itself. */
final class RedisUsedAssertions implements UsedAssertions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisUsedAssertions.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RedisClient client;
  private final InstantSource time;
  private @Nullable StatefulRedisConnection<String, String> connection;

  RedisUsedAssertions(String url, InstantSource time) {
    this.client = RedisClient.create(url);
    this.client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    this.time = time;
  }

  @Override
  public Use use(String key, Instant until) {
    long millis = Math.max(1, Duration.between(time.instant(), until).toMillis());
    try {
      var answer =
          connection().sync().set("yipiao:assertion:" + key, "1", SetArgs.Builder.nx().px(millis));
      return "OK".equals(answer) ? Use.FIRST : Use.REPLAYED;
    } catch (RedisException e) {
      LOG.warn("used assertions cannot be remembered: {}", e.toString());
      return Use.UNKNOWN;
    }
  }

  private synchronized StatefulRedisConnection<String, String> connection() {
    var open = connection;
    if (open == null) {
      open = client.connect();
      open.setTimeout(TIMEOUT);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, TIMEOUT);
  }
}
