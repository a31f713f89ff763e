package org.yipiao.authorization;

import java.time.Instant;

/** Remembers assertions that were used, until they expire. */
interface UsedAssertions {

  /** What came of presenting an assertion. */
  enum Use {
    /** Never seen before; it is remembered now. */
    FIRST,
    /** Presented before: somebody replays it. */
    REPLAYED,
    /** It cannot be remembered at present, so it must not be accepted. */
    UNKNOWN
  }

  /**
   * @param client of the clients file; it has proven who it is
   * @param id names the assertion among the client's
   * @param until when the assertion can no longer be accepted anyway
   */
  Use use(String client, String id, Instant until);
}
