package org.yipiao.edge.limit;

/** Requests that are counted together. */
public enum RequestClass {
  /** Each is a guess at somebody's invoice: none passes uncounted. */
  VERIFICATION(false),
  /** The authorization server and the pages' backend count for themselves too. */
  SIGN_IN(true),
  /** Counted against floods alone; a payer or a hospital does not stop for a counter. */
  EVERYTHING_ELSE(true);

  private final boolean passesUncounted;

  RequestClass(boolean passesUncounted) {
    this.passesUncounted = passesUncounted;
  }

  boolean passesUncounted() {
    return passesUncounted;
  }
}
