package org.yipiao.bff.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who in this process wants to know when a session ends. */
final class Watches {

  private final ConcurrentHashMap<String, Set<Runnable>> all = new ConcurrentHashMap<>();

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
    return () ->
        all.computeIfPresent(
            key,
            (_, there) -> {
              there.remove(action);
              return there.isEmpty() ? null : there;
            });
  }

  void ended(String key) {
    var actions = all.remove(key);
    if (actions != null) {
      actions.forEach(Runnable::run);
    }
  }
}
