package org.yipiao.bff.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.StoreUnavailableException;

/**
 * Who in this process wants to know when a session ends, whichever process ends it: they tell one
 * another by Redis. A message may be lost while that is away.
 */
final class Watches {

  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  private final Redis redis;
  private final String channel;
  private final ConcurrentHashMap<String, Set<Runnable>> all = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean listening;

  Watches(Realm realm, Redis redis) {
    this.redis = redis;
    this.channel = Redis.key("ended", realm.name());
  }

  /**
   * @param action must not block
   */
  SignedIn.Watching add(String key, Runnable action) {
    all.compute(
        key,
        (_, there) -> {
          Set<Runnable> actions = there == null ? ConcurrentHashMap.newKeySet() : there;
          actions.add(action);
          return actions;
        });
    listen();
    return () ->
        all.computeIfPresent(
            key,
            (_, there) -> {
              there.remove(action);
              return there.isEmpty() ? null : there;
            });
  }

  /** Until it succeeds, at each stream that opens; one of them asks at a time. */
  private void listen() {
    if (listening || !lock.tryLock()) {
      return;
    }
    try {
      if (!listening) {
        redis.listen(channel, this::tell);
        listening = true;
      }
    } catch (StoreUnavailableException e) {
      LOG.warn("the ends of sessions in other processes cannot be heard now");
    } finally {
      lock.unlock();
    }
  }

  /** A session has ended here. */
  void ended(String key) {
    tell(key);
    try {
      redis.ask(commands -> commands.publish(channel, key));
    } catch (StoreUnavailableException e) {
      LOG.warn("other processes learn of a session's end at their next heartbeat");
    }
  }

  private void tell(String key) {
    var actions = all.remove(key);
    if (actions != null) {
      actions.forEach(Runnable::run);
    }
  }
}
