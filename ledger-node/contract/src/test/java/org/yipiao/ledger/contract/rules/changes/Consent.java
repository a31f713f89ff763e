package org.yipiao.ledger.contract.rules.changes;

import org.yipiao.ledger.protocol.outcome.Outcome;

/** Who has approved a change, and how. */
enum Consent {
  QUORUM("by a quorum of the present validators", Outcome.APPLIED),
  TOO_FEW("by one fewer", Outcome.NOT_APPROVED),
  TWICE("by one of them twice", Outcome.APPROVED_TWICE),
  PARTICIPANT("by a quorum and a participant", Outcome.NOT_AN_APPROVER),
  SUSPENDED("by a quorum and a suspended member", Outcome.NOT_AN_APPROVER),
  FALSE_SIGNATURE("by a quorum, one signature is false", Outcome.BAD_APPROVAL),
  OTHER_EPOCH("by a quorum, in another epoch", Outcome.OTHER_EPOCH),
  EXPIRED("by a quorum, until a time that is over", Outcome.APPROVAL_EXPIRED);

  private final String sentence;
  private final Outcome verdict;

  Consent(String sentence, Outcome verdict) {
    this.sentence = sentence;
    this.verdict = verdict;
  }

  String sentence() {
    return sentence;
  }

  /** What it comes to whatever the change; where that is applied, the change itself is judged. */
  Outcome verdict() {
    return verdict;
  }
}
