package org.yipiao.ledger.contract.state;

/** What an invoice is. A number is never given to another meaning. */
public enum InvoiceStatus {
  ISSUED(1, "Issued; claimable up to its claimable amount."),
  REVERSED(2, "Reversed by a red invoice: nothing is held of it, nothing can be claimed."),
  RED(3, "A red invoice, by which another was reversed; it is never claimable.");

  private final int number;
  private final String sentence;

  InvoiceStatus(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  int number() {
    return number;
  }

  static InvoiceStatus of(int number) {
    for (InvoiceStatus status : values()) {
      if (status.number == number) {
        return status;
      }
    }
    throw new IllegalStateException("invoice status " + number);
  }
}
