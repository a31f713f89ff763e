package org.yipiao.bff.session;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sessions of one realm, sealed in Redis under the digest of the cookie's value, so that they
 * outlive every process and nobody who reads Redis can use one.
 */
final class Sessions {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /** Another call of the session may renew its tokens in between. */
  private static final int MOST_TRIES = 3;

  private final Watches watches;
  private final SessionIndex index;
  private final Realm realm;
  private final Redis redis;
  private final Seal seal;
  private final BffProperties.Session settings;
  private final InstantSource time;
  private final Renewal renewal;
  private final AuthorizationClient client;

  Sessions(
      Realm realm,
      Redis redis,
      Seal seal,
      AuthorizationClient client,
      TokenReader reader,
      BffProperties.Session settings,
      InstantSource time) {
    this.realm = realm;
    this.redis = redis;
    this.seal = seal;
    this.client = client;
    this.settings = settings;
    this.time = time;
    this.watches = new Watches(realm, redis);
    this.index = new SessionIndex(realm, redis, seal, settings);
    this.renewal = new Renewal(this, redis, client, reader, settings, time);
  }

  /** Begins a session; the value of its cookie. */
  String begin(StoredSession session) {
    var cookie = RandomText.next();
    var key = key(cookie);
    var text = sealed(key, session);
    index.add(session.subject(), key, session.createdAt()).forEach(this::end);
    redis.ask(commands -> commands.set(key, text, SetArgs.Builder.px(settings.idle().toMillis())));
    return cookie;
  }

  /** Whose cookie it is. A cookie alone proves nothing and keeps nothing alive. */
  Optional<SignedIn> find(@Nullable String cookie, @Nullable String languages) {
    if (cookie == null || !RandomText.isOne(cookie)) {
      return Optional.empty();
    }
    var key = key(cookie);
    return read(key).map(stored -> new SignedIn(this, key, stored, languages));
  }

  void keepAlive(String key) {
    redis.ask(commands -> commands.pexpire(key, settings.idle()));
  }

  /** Whether a session that was read before is there still; it is not read again for that. */
  boolean isThere(String key, StoredSession session) {
    return !isOver(session) && redis.ask(commands -> commands.exists(key)) > 0;
  }

  /** Tells, once, when a session is ended. */
  SignedIn.Watching whenEnded(String key, Runnable action) {
    return watches.add(key, action);
  }

  /**
   * @param refused a token that a service behind did not take
   */
  String accessToken(String key, @Nullable String refused) {
    var session = read(key).orElseThrow(() -> new ProblemException(BffProblem.SIGN_IN_NEEDED));
    boolean good =
        !session.access().equals(refused)
            && time.instant().plus(settings.renewBefore()).isBefore(session.accessUntil());
    return good ? session.access() : renewal.renew(key, session).access();
  }

  void end(String key) {
    read(key).ifPresentOrElse(session -> end(session, key), () -> forget(key));
  }

  /**
   * Ends all sessions of the person whose session it is, here and at the authorization server,
   * which ends the person's grants and forgets their browsers. The server is first, so whoever is
   * told that it failed is signed in still and can ask again.
   *
   * @throws ProblemException when the session has ended
   * @throws TokensUnavailableException when the server cannot be asked now
   */
  void endEverywhere(String key) {
    for (int i = 0; i < MOST_TRIES; i++) {
      var session = read(key).orElseThrow(() -> new ProblemException(BffProblem.SIGN_IN_NEEDED));
      if (client.revokeEverywhere(session.refresh())) {
        for (var each : index.of(session.subject())) {
          forget(each);
          index.remove(session.subject(), each);
        }
        forget(key);
        return;
      }
    }
    forget(key);
    throw new ProblemException(BffProblem.SIGN_IN_NEEDED);
  }

  /** Ends the session of a cookie, if there is one: somebody has signed in anew. */
  void endOf(@Nullable String cookie) {
    if (cookie != null && RandomText.isOne(cookie)) {
      end(key(cookie));
    }
  }

  void forget(String key) {
    redis.ask(commands -> commands.del(key));
    watches.ended(key);
  }

  /** The session; one that has lived too long ends here. */
  Optional<StoredSession> read(String key) {
    return opened(key, redis.ask(commands -> commands.get(key)));
  }

  /** Writes a session that is still there; its life goes on as it was. */
  boolean replace(String key, StoredSession session) {
    var text = sealed(key, session);
    return redis.ask(commands -> commands.set(key, text, SetArgs.Builder.xx().keepttl())) != null;
  }

  private Optional<StoredSession> opened(String key, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    var session = seal.open(key, text).flatMap(json -> parsed(key, json));
    if (session.isPresent() && isOver(session.get())) {
      end(session.get(), key);
      return Optional.empty();
    }
    return session;
  }

  /** A session in the shape of another version of this service ends; people sign in again. */
  private Optional<StoredSession> parsed(String key, byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, StoredSession.class));
    } catch (JacksonException e) {
      LOG.info("a session has another shape and ends: {}", e.getClass().getSimpleName());
      forget(key);
      return Optional.empty();
    }
  }

  private boolean isOver(StoredSession session) {
    return Duration.between(session.createdAt(), time.instant()).compareTo(settings.absolute())
        >= 0;
  }

  private void end(StoredSession session, String key) {
    forget(key);
    index.remove(session.subject(), key);
    client.revoke(session.refresh());
  }

  private String sealed(String key, StoredSession session) {
    return seal.seal(key, JSON.writeValueAsBytes(session));
  }

  private String key(String cookie) {
    return Redis.key("session", RandomText.digest(cookie), realm.name());
  }

  /** The scopes of an access token's claim. */
  static Set<String> scopes(@Nullable Object claim) {
    return claim instanceof String text && !text.isBlank()
        ? Set.of(text.strip().split(" +"))
        : Set.of();
  }
}
