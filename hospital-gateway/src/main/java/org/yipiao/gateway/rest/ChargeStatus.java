package org.yipiao.gateway.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an accepted bill has come.
 *
 * @param finalAt when the register reported it final
 * @param held why it was put off, while it is accepted
 * @param traceId of the message or request that brought it
 */
public record ChargeStatus(
    ChargeAnswer invoice,
    State state,
    @Nullable Instant finalAt,
    @Nullable Quarantine quarantine,
    @Nullable Hold held,
    @Nullable String traceId) {

  /** Where a bill stands. */
  public enum State {
    /** Numbered, signed and stored here; not final yet. */
    ACCEPTED,
    /** Final on the ledger. */
    FINAL,
    /** Refused by the register or the ledger; a person has to look at it. */
    QUARANTINED
  }

  /**
   * Why the register did not take it yet.
   *
   * @param times how often it was put off
   * @param retryAt when it is sent again
   */
  public record Hold(Instant since, String code, String reason, int times, Instant retryAt) {}

  /** Why and since when a person has to look at it. */
  public record Quarantine(Instant since, String code, String reason) {}
}
