package org.yipiao.ledger.client.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /v1/transactions/{member}/{transactionId}}.
 *
 * @param acceptedAt when this node accepted it, if it did
 * @param finalAt when this node held a quorum's cosignatures, if it does
 * @param blockHeight of its block, once it has one
 * @param operations empty before it is ordered
 * @param ledgerTime consensus time of the last final block: a transaction that expires at or before
 *     it and is in no block has expired for good
 * @param finalSize size of the last final checkpoint
 */
public record TransactionView(
    TransactionState state,
    @Nullable Instant acceptedAt,
    @Nullable Instant finalAt,
    @Nullable Long blockHeight,
    List<OperationView> operations,
    Instant ledgerTime,
    long finalSize) {

  /** A node that leaves a member out has not answered. */
  public TransactionView {
    requireNonNull(state, "state");
    requireNonNull(ledgerTime, "ledgerTime");
    operations = List.copyOf(operations);
  }
}
