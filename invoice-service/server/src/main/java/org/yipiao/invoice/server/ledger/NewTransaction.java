package org.yipiao.invoice.server.ledger;

import org.yipiao.ledger.protocol.transaction.SignedTransaction;

/**
 * A transaction to be relayed.
 *
 * @param subject the batch or allocation it belongs to, 32 hexadecimal characters
 * @param actor who brought it
 * @param cause why, by a stable name
 */
public record NewTransaction(
    String tenant,
    TransactionKind kind,
    String subject,
    SignedTransaction signed,
    String actor,
    String cause) {}
