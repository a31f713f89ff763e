package org.yipiao.ledger.contract.rules;

/** What can happen to a claim that exists. */
public enum ClaimEvent {
  RESERVE("Its payer reserves under the same claim id."),
  COMMIT("Its payer commits."),
  SETTLE("Its payer settles."),
  RELEASE("Its payer releases."),
  RETURN("Its payer states a return."),
  EXPIRE("Its expiry comes.");

  private final String sentence;

  ClaimEvent(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
