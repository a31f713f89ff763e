package org.yipiao.quickstart.supervision;

/** Where a part stands. */
public enum PartState {
  /** Not started yet, or the parts it needs do not serve yet. */
  WAITING,
  /** Its process runs and does not serve yet. */
  STARTING,
  /** It serves. */
  SERVING,
  /** It ended by itself or was killed, and will be started again. */
  RESTARTING,
  /** It did not come up at the first start. */
  FAILED,
  /** It was stopped on request. */
  STOPPED
}
