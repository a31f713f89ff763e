package org.yipiao.ledger.protocol.transaction;

import org.yipiao.platform.reason.Reason;

/** What {@link TransactionAuthority} says of bytes. */
public sealed interface TransactionCheck permits VerifiedTransaction, TransactionCheck.Rejected {

  /**
   * The bytes are no transaction of this ledger. They leave no leaf and no trace.
   *
   * @param reason what exactly, without any of the content
   */
  record Rejected(TransactionFault fault, Reason reason) implements TransactionCheck {}
}
