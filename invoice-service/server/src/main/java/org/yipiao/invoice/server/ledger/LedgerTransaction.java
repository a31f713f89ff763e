package org.yipiao.invoice.server.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.api.BatchState;
import org.yipiao.invoice.server.Micros;

/**
 * A transaction that the register follows.
 *
 * @param subject the batch or allocation it belongs to
 * @param refusal why no node takes it
 */
public record LedgerTransaction(
    long id,
    String tenant,
    TransactionKind kind,
    String subject,
    int member,
    String transactionId,
    long expiryMicros,
    BatchState state,
    int attempts,
    @Nullable Long acceptedMicros,
    @Nullable Long finalMicros,
    @Nullable String refusal,
    String actor,
    @Nullable String traceparent) {

  public Instant expiry() {
    return Micros.toInstant(expiryMicros);
  }
}
