package org.yipiao.claims.server.history;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Appends each status that a claim's ledger transactions and its payment message come to; nothing
 * is ever changed or removed. The states of the claim itself stand in {@code claim_history}.
 */
@Component
public class StatusHistory {

  private final StatusChangeMapper mapper;

  StatusHistory(StatusChangeMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * One status.
   *
   * @param kind {@code RESERVE}, {@code SETTLE} or {@code RELEASE} of a ledger transaction, {@code
   *     PAYMENT} of the payment message
   * @param attempt which of the claim's transactions of that kind, from 1
   * @param actor who caused it
   * @param cause why, by a stable name
   */
  public record Change(
      String tenant,
      String claimId,
      String kind,
      int attempt,
      String status,
      Instant at,
      String actor,
      String cause) {}

  @Transactional(propagation = Propagation.MANDATORY)
  public void append(Change change) {
    mapper.insert(change);
  }
}
