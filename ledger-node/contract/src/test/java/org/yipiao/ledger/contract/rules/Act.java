package org.yipiao.ledger.contract.rules;

import java.util.EnumSet;
import java.util.Set;

/** What is asked, of a number, of the invoice under it or of a claim on it. Amounts always fit. */
enum Act {
  ALLOCATE("`AllocateNumbers` of a range with the number in it"),
  ISSUE("`IssueInvoice` under the number"),
  BECOME_RED("`ReverseInvoice` of another invoice, the number as its red one"),
  REVERSE("`ReverseInvoice` by an unused number of the caller's"),
  PRINT("`MarkPaperPrinted`"),
  CANCEL_PAPER("`CancelPaper`"),
  RESERVE_ELECTRONIC("`ReserveReimbursement`, medium electronic, for a new claim and benefit"),
  RESERVE_PAPER("the same, medium paper"),
  ANCHOR("`AnchorEvidence`"),
  RESERVE_ITS_ID("`ReserveReimbursement`, the right medium, under the claim's id"),
  RESERVE_ITS_BENEFIT("`ReserveReimbursement`, the right medium, for the claim's benefit"),
  COMMIT("`CommitReservation`"),
  SETTLE("`SettleReimbursement`"),
  RELEASE("`ReleaseReimbursement`"),
  RETURN_PART("`ReturnReimbursement` of a part"),
  RETURN_ALL("`ReturnReimbursement` of all"),
  EXPIRE("the reservation's expiry comes");

  private static final Set<Act> OF_A_CLAIM = EnumSet.range(Act.RESERVE_ITS_ID, Act.EXPIRE);

  private final String words;

  Act(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether it names a claim that is there, or is not. */
  boolean ofAClaim() {
    return OF_A_CLAIM.contains(this);
  }
}
