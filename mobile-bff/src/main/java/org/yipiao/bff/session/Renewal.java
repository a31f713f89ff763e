package org.yipiao.bff.session;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.platform.problem.ProblemException;

/**
 * Renews access tokens, once for each session at a time: within this process by a lock, between
 * processes by a lease in Redis. A refresh token that two use at once would end the grant. If a
 * process dies between the server's answer and its own writing, the next one repeats the refresh,
 * which the server allows for a minute.
 */
final class Renewal {

  private static final String RELEASE =
      """
      if redis.call('get', KEYS[1]) == ARGV[1] then
        return redis.call('del', KEYS[1])
      end
      return 0
      """;
  private static final long LOOK_MILLIS = 50;

  /** A lock and how many want it, so that it goes with the last. */
  private static final class Turn {
    final ReentrantLock lock = new ReentrantLock();
    int wanted;
  }

  private final Sessions sessions;
  private final Redis redis;
  private final AuthorizationClient client;
  private final TokenReader reader;
  private final BffProperties.Session settings;
  private final InstantSource time;
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  Renewal(
      Sessions sessions,
      Redis redis,
      AuthorizationClient client,
      TokenReader reader,
      BffProperties.Session settings,
      InstantSource time) {
    this.sessions = sessions;
    this.redis = redis;
    this.client = client;
    this.reader = reader;
    this.settings = settings;
    this.time = time;
  }

  /**
   * The session with another access token than {@code old} has.
   *
   * @throws ProblemException when the session has ended
   * @throws TokensUnavailableException when the server cannot be asked now
   */
  StoredSession renew(String key, StoredSession old) {
    var turn =
        turns.compute(
            key,
            (_, there) -> {
              var mine = there == null ? new Turn() : there;
              mine.wanted++;
              return mine;
            });
    turn.lock.lock();
    try {
      return renewBetweenProcesses(key, old);
    } finally {
      turn.lock.unlock();
      turns.computeIfPresent(key, (_, there) -> --there.wanted == 0 ? null : there);
    }
  }

  private StoredSession renewBetweenProcesses(String key, StoredSession old) {
    var lease = key + ":renewal";
    var mine = RandomText.next();
    Duration life = settings.exchange().plus(Redis.TIMEOUT.multipliedBy(2));
    long until = System.nanoTime() + life.toNanos();
    while (true) {
      var now = there(key);
      if (!now.access().equals(old.access())) {
        return now;
      }
      var args = SetArgs.Builder.nx().px(life.toMillis());
      if (redis.ask(commands -> commands.set(lease, mine, args)) != null) {
        try {
          return underLease(key, old);
        } finally {
          redis.count(RELEASE, new String[] {lease}, mine);
        }
      }
      if (System.nanoTime() - until > 0) {
        throw new TokensUnavailableException();
      }
      pause();
    }
  }

  private StoredSession underLease(String key, StoredSession old) {
    // Another process may have ended its turn between the look and the lease.
    var session = there(key);
    if (!session.access().equals(old.access())) {
      return session;
    }
    var asked = time.instant();
    return switch (client.refresh(session.refresh())) {
      case TokenAnswer.Granted granted -> {
        var scopes =
            reader
                .access(granted.access(), session.subject())
                .map(claims -> Sessions.scopes(claims.getClaim("scope")))
                .orElse(session.scopes());
        var renewed = session.renewed(granted, scopes, asked);
        if (!sessions.replace(key, renewed)) {
          // Signed out meanwhile: what was granted goes with the session.
          client.revoke(renewed.refresh());
          throw new ProblemException(BffProblem.SIGN_IN_NEEDED);
        }
        yield renewed;
      }
      case TokenAnswer.Refused() -> {
        sessions.forget(key);
        throw new ProblemException(BffProblem.SIGN_IN_NEEDED);
      }
      case TokenAnswer.Unavailable() -> {
        // It is renewed before its end: until then the old one does.
        if (asked.isBefore(session.accessUntil())) {
          yield session;
        }
        throw new TokensUnavailableException();
      }
    };
  }

  private StoredSession there(String key) {
    return sessions.read(key).orElseThrow(() -> new ProblemException(BffProblem.SIGN_IN_NEEDED));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokensUnavailableException();
    }
  }
}
