package org.yipiao.claims.server.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.history.StatusHistory;
import org.yipiao.claims.server.settlement.LedgerTransactionMapper.TransactionRow;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * Writes down what became of a claim's transactions: the row says by whom, why and since when it
 * has its status, and each status is appended to the history in the same database transaction.
 */
@Component
class TransactionStore {

  static final String ACTOR = "claims-service";

  private final LedgerTransactionMapper rows;
  private final StatusHistory history;
  private final InstantSource time;

  TransactionStore(LedgerTransactionMapper rows, StatusHistory history, InstantSource time) {
    this.rows = rows;
    this.history = history;
    this.time = time;
  }

  /** A transaction that was signed and is not sent yet. */
  void signed(TransactionRow row) {
    rows.insert(row);
    history.append(
        new StatusHistory.Change(
            row.tenant(),
            row.claimId(),
            row.kind(),
            row.attempt(),
            row.status(),
            row.createdAt(),
            row.actor(),
            row.cause()));
  }

  /** The fate of a transaction; one that has a fate keeps it. */
  void ended(Claim claim, LedgerStep step, LedgerAnswer answer) {
    switch (answer) {
      case LedgerAnswer.Final done ->
          end(
              claim,
              step,
              done.attempt(),
              "FINAL",
              done.outcome().map(Outcome::number).orElse(null),
              done.outcome().map(Outcome::name).orElse("OUTCOME_UNKNOWN"));
      case LedgerAnswer.ExpiredForGood expired ->
          end(claim, step, expired.attempt(), "EXPIRED", null, "EXPIRED");
      case LedgerAnswer.Refused refused ->
          end(claim, step, refused.attempt(), "REFUSED", null, refused.code());
      case LedgerAnswer.Pending pending ->
          throw new IllegalArgumentException("still pending: " + pending.cause());
    }
  }

  private void end(
      Claim claim,
      LedgerStep step,
      int attempt,
      String status,
      @Nullable Integer outcome,
      String reason) {
    Instant at = time.instant().truncatedTo(ChronoUnit.MICROS);
    var change =
        new StatusHistory.Change(
            claim.tenant(),
            claim.claimId(),
            step.name(),
            attempt,
            status,
            at,
            ACTOR,
            "LEDGER_" + reason);
    if (rows.end(change, outcome) == 1) {
      history.append(change);
    }
  }
}
