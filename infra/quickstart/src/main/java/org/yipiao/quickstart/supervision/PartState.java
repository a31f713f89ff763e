package org.yipiao.quickstart.supervision;

import java.util.Map;
import java.util.Set;

/** Where a part stands. The only steps there are stand in the table below. */
public enum PartState {
  /** Not started yet, or the parts it needs do not serve yet. */
  WAITING,
  /** It is started for the first time and does not serve yet. */
  STARTING,
  /** It serves. */
  SERVING,
  /** It had served, ended by itself or was killed, and is started again until it serves. */
  RESTARTING,
  /** It did not come up at the first start. */
  FAILED,
  /** It is being stopped for good. */
  STOPPING,
  /** It was stopped for good; no process is left. */
  STOPPED;

  private static final Map<PartState, Set<PartState>> TABLE =
      Map.of(
          WAITING, Set.of(STARTING, STOPPED),
          STARTING, Set.of(SERVING, FAILED, STOPPING),
          SERVING, Set.of(RESTARTING, STOPPING),
          RESTARTING, Set.of(SERVING, STOPPING),
          FAILED, Set.of(STOPPING),
          STOPPING, Set.of(STOPPED),
          STOPPED, Set.of());

  /**
   * The state that follows.
   *
   * @throws IllegalStateException naming both when the table has no such step
   */
  PartState to(PartState next) {
    if (!TABLE.getOrDefault(this, Set.of()).contains(next)) {
      throw new IllegalStateException("a part that is " + this + " cannot be " + next + " then");
    }
    return next;
  }

  /** Whether it is to run, or would be if it could. */
  boolean isWanted() {
    return this != STOPPING && this != STOPPED;
  }
}
