package org.yipiao.ledger.contract.rules.changes;

/** Whom a change names. */
enum Named {
  NOBODY(9, "No member has the number."),
  PARTICIPANT(6, "A member that is no validator."),
  SUSPENDED(5, "A participant that was suspended."),
  VALIDATOR(4, "A member that validates."),
  FORMER_VALIDATOR(1, "A validator that was suspended.");

  private final int number;
  private final String sentence;

  Named(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  int number() {
    return number;
  }

  String sentence() {
    return sentence;
  }

  /** Whether there is such a one: a former validator only where a validator has gone. */
  boolean in(Setting setting) {
    return this != FORMER_VALIDATOR || setting == Setting.FEWEST;
  }
}
