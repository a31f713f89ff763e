package org.yipiao.ledger.contract.state;

/** What an invoice is. The numbers of further states are never these. */
public enum InvoiceStatus {
  /** Issued; claimable up to its claimable amount. */
  ISSUED(1);

  private final int number;

  InvoiceStatus(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static InvoiceStatus of(int number) {
    if (number == ISSUED.number) {
      return ISSUED;
    }
    throw new IllegalStateException("invoice status " + number);
  }
}
