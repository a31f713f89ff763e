package org.yipiao.invoice.server.ledger;

/** What a transaction carries. */
public enum TransactionKind {
  BATCH,
  ALLOCATION
}
