package org.yipiao.gateway.spool;

import java.time.Instant;

/** How far a spooled invoice has come. */
public sealed interface Progress {

  /** Numbered, signed and stored here; in no batch that the register has answered for good. */
  record Accepted() implements Progress {}

  /** The register reports it final on the ledger. */
  record Final(Instant at) implements Progress {}

  /**
   * Refused for a cause that passes by itself; it is sent again.
   *
   * @param since when it was put off first
   * @param code of the last refusal
   * @param reason what is kept of its words
   * @param times how often it was put off, at least once
   * @param retryAt not before
   */
  record Held(Instant since, String code, String reason, int times, Instant retryAt)
      implements Progress {

    public Held {
      if (times < 1) {
        throw new IllegalArgumentException("a document is held after a refusal");
      }
    }
  }

  /**
   * The register or the ledger refused it; a person has to look at it.
   *
   * @param reason what is kept of its words
   */
  record Quarantined(Instant at, String code, String reason) implements Progress {}
}
