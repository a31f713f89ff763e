package org.yipiao.claims.server.workflow;

/** What one attempt at a step came to. */
enum Progress {
  /** The claim is in another state: go on at once. */
  MOVED,
  /** Nothing is decided yet: try again later. */
  WAIT,
  /**
   * The same, for something that may take months, or whose every attempt leaves a trace elsewhere
   * for good: try again ever more seldom.
   */
  WAIT_LONG
}
