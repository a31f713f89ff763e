package org.yipiao.authorization.signin;

import io.lettuce.core.RedisURI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.serializer.SerializationException;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.yipiao.authorization.store.RedisExpiringStore;
import org.yipiao.platform.redis.RedisConnection;

/**
 * The sessions of sign-ins that are under way: in Redis, where they outlive the process, or in this
 * process, where the oldest one gives way once there are too many.
 */
final class SignInSessions implements AutoCloseable {

  private static final String NAMESPACE = "yipiao:authorization:sign-in";

  private final SessionRepositoryFilter<?> filter;
  private final Runnable end;

  /**
   * @param end of what the sessions are kept with
   */
  private SignInSessions(SessionRepositoryFilter<?> filter, Runnable end) {
    this.filter = filter;
    this.end = end;
  }

  static SignInSessions inRedis(String url, Duration life, CookieSerializer cookie) {
    var uri = RedisURI.create(url);
    var resources = RedisConnection.resources();
    var connections =
        new LettuceConnectionFactory(
            LettuceConnectionFactory.createRedisConfiguration(uri),
            LettuceClientConfiguration.builder()
                .apply(uri)
                .commandTimeout(RedisExpiringStore.TIMEOUT)
                .clientResources(resources)
                .clientOptions(RedisConnection.options(RedisExpiringStore.TIMEOUT))
                .shutdownTimeout(Duration.ZERO)
                .build());
    connections.afterPropertiesSet();
    connections.start();
    var template = new RedisTemplate<String, Object>();
    template.setKeySerializer(RedisSerializer.string());
    template.setHashKeySerializer(RedisSerializer.string());
    template.setDefaultSerializer(new Scalars());
    template.setConnectionFactory(connections);
    template.afterPropertiesSet();
    var sessions = new RedisSessionRepository(template);
    sessions.setDefaultMaxInactiveInterval(life);
    sessions.setRedisKeyNamespace(NAMESPACE);
    return new SignInSessions(
        filter(sessions, cookie),
        () -> {
          connections.destroy();
          long millis = RedisExpiringStore.TIMEOUT.toMillis();
          resources.shutdown(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
        });
  }

  static SignInSessions inMemory(int limit, Duration life, CookieSerializer cookie) {
    var sessions = new MapSessionRepository(Collections.synchronizedMap(new Latest(limit)));
    sessions.setDefaultMaxInactiveInterval(life);
    return new SignInSessions(filter(sessions, cookie), () -> {});
  }

  private static <S extends Session> SessionRepositoryFilter<S> filter(
      SessionRepository<S> sessions, CookieSerializer cookie) {
    var resolver = new CookieHttpSessionIdResolver();
    resolver.setCookieSerializer(cookie);
    var filter = new SessionRepositoryFilter<S>(sessions);
    filter.setHttpSessionIdResolver(resolver);
    return filter;
  }

  SessionRepositoryFilter<?> filter() {
    return filter;
  }

  @Override
  public void close() {
    end.run();
  }

  /** As many as there may be; the one that was begun first gives way. */
  private static final class Latest extends LinkedHashMap<String, Session> {

    private static final long serialVersionUID = 1L;

    private final int limit;

    Latest(int limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
      return size() > limit;
    }
  }

  /**
   * The values of a session: texts and numbers, each with a letter that says which. Nothing else
   * can be written, and whatever somebody puts into Redis, nothing else can come of reading it.
   */
  static final class Scalars implements RedisSerializer<Object> {

    @Override
    public byte[] serialize(@Nullable Object value) {
      var text =
          switch (value) {
            case null -> "";
            case String each -> "s" + each;
            case Long each -> "l" + each;
            case Integer each -> "i" + each;
            default -> throw new SerializationException("a session holds texts and numbers");
          };
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Object deserialize(byte @Nullable [] bytes) {
      if (bytes == null || bytes.length == 0) {
        return null;
      }
      var text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
      try {
        return switch (bytes[0]) {
          case 's' -> text;
          case 'l' -> Long.valueOf(text);
          case 'i' -> Integer.valueOf(text);
          default -> throw new SerializationException("no value of a session");
        };
      } catch (NumberFormatException e) {
        throw new SerializationException("no value of a session", e);
      }
    }
  }
}
