package org.yipiao.ledger.protocol.transaction;

/** What {@link TransactionAuthority} says of bytes. */
public sealed interface TransactionCheck permits VerifiedTransaction, TransactionCheck.Rejected {

  /**
   * The bytes are no transaction of this ledger. They leave no leaf and no trace.
   *
   * @param detail what exactly, without any of the content
   */
  record Rejected(TransactionFault fault, String detail) implements TransactionCheck {}
}
