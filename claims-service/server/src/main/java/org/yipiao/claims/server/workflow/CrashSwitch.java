package org.yipiao.claims.server.workflow;

/** Told whenever a claim passes a crash point. Does nothing unless a fault test says so. */
@FunctionalInterface
public interface CrashSwitch {

  void reached(CrashPoint point);

  /** Never crashes. */
  static CrashSwitch none() {
    return _ -> {};
  }

  /** Halts the process at the point, as {@code kill -9} does: nothing is flushed or closed. */
  static CrashSwitch haltAt(CrashPoint point) {
    return reached -> {
      if (reached == point) {
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
