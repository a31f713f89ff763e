package org.yipiao.ledger.contract.rules;

/** What can happen to an invoice number and to the invoice under it. */
public enum InvoiceEvent {
  ISSUE("A hospital issues an invoice under the number."),
  BECOME_RED("A hospital uses the number for the red one by which it reverses another."),
  REVERSE("Its issuer reverses it."),
  PRINT("Its issuer states that a paper twin goes out."),
  CANCEL_PAPER("Its issuer states that the paper twin is out no more."),
  RESERVE_ELECTRONIC("A payer reserves an amount, holding the signed document."),
  RESERVE_PAPER("A payer reserves an amount, holding the paper's original.");

  private final String sentence;

  InvoiceEvent(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
