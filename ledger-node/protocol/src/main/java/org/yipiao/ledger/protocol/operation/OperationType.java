package org.yipiao.ledger.protocol.operation;

import java.util.Optional;

/** The numbers of all operations. A number is never given to another meaning. */
public enum OperationType {
  GENESIS(0, false, "The digest of the genesis file; leaf 0."),
  ALLOCATE_NUMBERS(1, true, "The finance bureau gives a range of invoice numbers to a hospital."),
  ISSUE_INVOICE(2, true, "A hospital issues an invoice under a number of its range."),
  REVERSE_INVOICE(3, false, "Reserved: an issuer reverses an invoice by a red one."),
  MARK_PAPER_PRINTED(4, false, "Reserved: a paper twin goes out."),
  CANCEL_PAPER(5, false, "Reserved: a paper twin comes back."),
  RESERVE_REIMBURSEMENT(6, true, "A payer sets an amount of an invoice aside for a claim."),
  COMMIT_RESERVATION(7, true, "A payer binds itself to pay what it has set aside."),
  SETTLE_REIMBURSEMENT(8, true, "A payer states what it has paid."),
  RELEASE_REIMBURSEMENT(9, true, "A payer gives up a commitment that its bank refused for good."),
  RETURN_REIMBURSEMENT(10, true, "A payer states that paid money came back."),
  ANCHOR_EVIDENCE(11, false, "Reserved: any participant anchors a digest."),
  ADMIT_MEMBER(32, false, "Reserved: a quorum admits a member."),
  ROTATE_KEY(33, false, "Reserved: a quorum replaces a member's key."),
  SUSPEND_MEMBER(34, false, "Reserved: a quorum suspends a member."),
  ACTIVATE_CONTRACT(35, false, "Reserved: a quorum activates a version of the contract."),
  BLOCK_HEADER(255, false, "The last leaf of each block.");

  private static final OperationType[] BY_NUMBER = new OperationType[256];

  static {
    for (OperationType type : values()) {
      BY_NUMBER[type.number] = type;
    }
  }

  private final int number;
  private final boolean submittable;
  private final String sentence;

  OperationType(int number, boolean submittable, String sentence) {
    this.number = number;
    this.submittable = submittable;
    this.sentence = sentence;
  }

  /** The type byte, 0..255. */
  public int number() {
    return number;
  }

  /** Whether members may put it into a transaction; the rest are reserved or made by the ledger. */
  public boolean submittable() {
    return submittable;
  }

  public String sentence() {
    return sentence;
  }

  /** The type of a number, if it has one. */
  public static Optional<OperationType> of(int number) {
    return number < 0 || number > 255 ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
  }
}
