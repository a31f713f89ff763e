package org.yipiao.ledger.client;

import java.time.Instant;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * What is needed to ask for a transaction, and to tell whether an answer is about all of it.
 *
 * @param member number of the member that signed it
 * @param expiry consensus time from which it has no effect
 * @param operationsRoot of its header: RFC 9162 root over its operations, and so over how many
 *     there are, which they are and in which order
 */
public record TransactionRef(int member, TransactionId id, Instant expiry, Digest operationsRoot) {

  /** What was signed is taken as it is: the limits are for those who accept it. */
  private static final TransactionLimits ANY = new TransactionLimits(Integer.MAX_VALUE, 0xffff);

  public static TransactionRef of(SignedTransaction transaction) {
    var header = transaction.header();
    return new TransactionRef(
        header.member(), header.transactionId(), header.expiry(), header.operationsRoot());
  }

  /**
   * Of a transaction's exact bytes.
   *
   * @throws FormatException when they are no transaction
   */
  public static TransactionRef of(byte[] bytes) {
    return switch (SignedTransaction.decode(bytes, ANY)) {
      case TransactionReading.Read read -> of(read.transaction());
      case TransactionReading.Refused refused -> throw new FormatException(refused.toString());
    };
  }
}
