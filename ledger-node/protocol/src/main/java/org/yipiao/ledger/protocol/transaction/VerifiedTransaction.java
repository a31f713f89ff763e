package org.yipiao.ledger.protocol.transaction;

/**
 * A transaction of this ledger whose signature was verified; only {@link TransactionAuthority}
 * makes one.
 */
public final class VerifiedTransaction implements TransactionCheck {

  private final SignedTransaction transaction;

  VerifiedTransaction(SignedTransaction transaction) {
    this.transaction = transaction;
  }

  public SignedTransaction transaction() {
    return transaction;
  }

  public TransactionHeader header() {
    return transaction.header();
  }

  @Override
  public String toString() {
    return "VerifiedTransaction[" + transaction + "]";
  }
}
