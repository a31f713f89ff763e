package org.yipiao.invoice.api;

/** Where a batch stands. */
public enum BatchState {
  /** Stored, not yet handed to a ledger node. */
  RECEIVED,
  /** A node keeps the transaction on its disk. */
  RELAYED,
  /** In a checkpoint with a quorum of cosignatures; each invoice has its outcome. */
  FINAL,
  /** No node will ever take the transaction. */
  REFUSED,
  /** In no block, and never will be: sign anew. */
  EXPIRED;

  /** Whether nothing changes any more. */
  public boolean settled() {
    return switch (this) {
      case RECEIVED, RELAYED -> false;
      case FINAL, REFUSED, EXPIRED -> true;
    };
  }
}
