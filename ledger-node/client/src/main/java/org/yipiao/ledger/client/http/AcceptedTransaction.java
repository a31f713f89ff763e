package org.yipiao.ledger.client.http;

import java.time.Instant;

/**
 * Answer of {@code POST /v1/transactions}: the transaction is on the node's disk.
 *
 * @param transactionId 32 hexadecimal characters
 * @param acceptedAt the node's clock when it was first accepted
 */
public record AcceptedTransaction(int member, String transactionId, Instant acceptedAt) {}
