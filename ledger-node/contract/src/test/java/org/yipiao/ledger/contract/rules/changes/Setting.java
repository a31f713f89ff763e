package org.yipiao.ledger.contract.rules.changes;

/** What else is so on the ledger when a change comes. */
enum Setting {
  QUIET("Four validators, nothing under way."),
  EPOCH_ENDS("The block in progress has changed the validators already."),
  ACTIVATION("The next version of the contract is agreed to, its height is to come."),
  FEWEST("Three of the four validators are left, and a quorum of them is three.");

  private final String sentence;

  Setting(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
