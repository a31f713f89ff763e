package org.yipiao.bff.session;

import java.time.Instant;
import java.util.List;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;

/**
 * Which sessions of a realm a person has, the oldest first, so that all can be ended at one time. A
 * session is named here before it is one; some that are named have ended.
 */
final class SessionIndex {

  /** Of one person; the oldest beyond it end. */
  static final int MOST = 200;

  private final Realm realm;
  private final Redis redis;
  private final Seal seal;
  private final BffProperties.Session settings;

  SessionIndex(Realm realm, Redis redis, Seal seal, BffProperties.Session settings) {
    this.realm = realm;
    this.redis = redis;
    this.seal = seal;
    this.settings = settings;
  }

  /**
   * @param session name of its key
   * @return those that are too many
   */
  List<String> add(String subject, String session, Instant begun) {
    var name = name(subject);
    return redis.ask(commands -> {
      commands.zadd(name, (double) begun.toEpochMilli(), session);
      commands.pexpire(name, settings.absolute());
      var tooMany = commands.zrange(name, 0, -(MOST + 1L));
      if (!tooMany.isEmpty()) {
        commands.zrem(name, tooMany.toArray(String[]::new));
      }
      return tooMany;
    });
  }

  List<String> of(String subject) {
    return redis.ask(commands -> commands.zrange(name(subject), 0, -1));
  }

  void remove(String subject, String session) {
    redis.ask(commands -> commands.zrem(name(subject), session));
  }

  private String name(String subject) {
    return Redis.key("sessions", seal.tag(subject), realm.name());
  }
}
