package org.yipiao.ledger.client;

import java.time.Instant;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;

/**
 * What is needed to ask for a transaction.
 *
 * @param member number of the member that signed it
 * @param expiry consensus time from which it has no effect
 */
public record TransactionRef(int member, TransactionId id, Instant expiry) {

  public static TransactionRef of(SignedTransaction transaction) {
    var header = transaction.header();
    return new TransactionRef(header.member(), header.transactionId(), header.expiry());
  }
}
