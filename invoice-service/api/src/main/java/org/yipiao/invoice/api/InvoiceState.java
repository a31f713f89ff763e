package org.yipiao.invoice.api;

/** Where an invoice stands in the register. */
public enum InvoiceState {
  /** Stored; not final yet. */
  RECEIVED,
  /** Issued on the ledger, final. */
  FINAL,
  /** The ledger refused the operation; the outcome says why. */
  REFUSED,
  /** Its transaction expired; the same document may come again under a new one. */
  EXPIRED
}
