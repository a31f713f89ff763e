package org.yipiao.ledger.server.ordering.simulated;

import java.util.HashMap;
import java.util.Map;

/**
 * What the engines' own disks hold, which no crash takes: how many rounds their last saved state
 * has, and how many they had got when they ended.
 */
final class EngineDisks {

  private final Map<Integer, Integer> saved = new HashMap<>();
  private final Map<Integer, Integer> logged = new HashMap<>();

  /** How many rounds the last saved state has; 0 where there is none. */
  int saved(int member) {
    return saved.getOrDefault(member, 0);
  }

  /** How many rounds one knows of. */
  int logged(int member) {
    return logged.getOrDefault(member, 0);
  }

  void save(int member, int rounds) {
    saved.merge(member, rounds, Math::max);
  }

  void log(int member, int rounds) {
    logged.merge(member, rounds, Math::max);
  }

  /** The state of others takes the place of its own. */
  void takeOver(int member, int rounds) {
    saved.put(member, rounds);
    logged.put(member, rounds);
  }

  void forget(int member) {
    saved.remove(member);
    logged.remove(member);
  }
}
