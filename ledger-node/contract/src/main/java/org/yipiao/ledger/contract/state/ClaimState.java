package org.yipiao.ledger.contract.state;

/** Where a payer's claim on an invoice stands. */
public enum ClaimState {
  RESERVED(1, "An amount is set aside until the expiry."),
  COMMITTED(2, "The payer is bound to pay; this never expires."),
  SETTLED(3, "The payer has paid, and some of it has not come back."),
  RELEASED(4, "The bank refused for good and the amount is free."),
  EXPIRED(5, "The expiry came before a commitment and the amount is free."),
  RETURNED(6, "All that was paid has come back.");

  private final int number;
  private final String sentence;

  ClaimState(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  /** Whether the claim holds or has used an amount: a second one for its benefit is refused. */
  public boolean liveOrSettled() {
    return switch (this) {
      case RESERVED, COMMITTED, SETTLED -> true;
      case RELEASED, EXPIRED, RETURNED -> false;
    };
  }

  int number() {
    return number;
  }

  static ClaimState of(int number) {
    for (ClaimState state : values()) {
      if (state.number == number) {
        return state;
      }
    }
    throw new IllegalStateException("claim state " + number);
  }
}
