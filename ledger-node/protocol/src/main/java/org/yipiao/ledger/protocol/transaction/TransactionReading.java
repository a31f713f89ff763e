package org.yipiao.ledger.protocol.transaction;

import org.yipiao.platform.reason.Reason;

/** What came of reading a transaction's bytes. */
public sealed interface TransactionReading {

  /** The bytes are a transaction; whether its signature counts is another question. */
  record Read(SignedTransaction transaction) implements TransactionReading {}

  /**
   * The bytes are refused.
   *
   * @param reason what exactly, without any of the content
   */
  record Refused(TransactionFault fault, Reason reason) implements TransactionReading {}
}
