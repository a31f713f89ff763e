package org.yipiao.ledger.client.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Answer of {@code POST /v1/transactions}: the transaction is on the node's disk.
 *
 * @param transactionId 32 hexadecimal characters
 * @param acceptedAt the node's clock when it was first accepted
 */
public record AcceptedTransaction(int member, String transactionId, Instant acceptedAt) {

  /** A node that leaves a member out has not answered. */
  public AcceptedTransaction {
    requireNonNull(acceptedAt, "acceptedAt");
  }
}
