package org.yipiao.ledger.protocol.operation;

import java.util.Optional;

/** The numbers of all operations. A number is never given to another meaning. */
public enum OperationType {
  GENESIS(0, Since.NEVER, "The digest of the genesis file; leaf 0."),
  ALLOCATE_NUMBERS(1, 1, "The finance bureau gives a range of invoice numbers to a hospital."),
  ISSUE_INVOICE(2, 1, "A hospital issues an invoice under a number of its range."),
  REVERSE_INVOICE(3, 2, "An issuer reverses an invoice by a red one."),
  MARK_PAPER_PRINTED(4, 2, "An issuer states that a paper twin goes out."),
  CANCEL_PAPER(5, 2, "An issuer states that the paper twin is out no more."),
  RESERVE_REIMBURSEMENT(6, 1, "A payer sets an amount of an invoice aside for a claim."),
  COMMIT_RESERVATION(7, 1, "A payer binds itself to pay what it has set aside."),
  SETTLE_REIMBURSEMENT(8, 1, "A payer states what it has paid."),
  RELEASE_REIMBURSEMENT(9, 1, "A payer gives up a commitment that its bank refused for good."),
  RETURN_REIMBURSEMENT(10, 1, "A payer states that paid money came back."),
  ANCHOR_EVIDENCE(11, 2, "Any participant anchors a digest."),
  ADMIT_MEMBER(32, 2, "A quorum lets a new member take part."),
  ROTATE_KEY(33, 2, "A quorum puts a new key of a member in the place of an old one."),
  SUSPEND_MEMBER(34, 2, "A quorum suspends a member."),
  ACTIVATE_CONTRACT(35, 1, "A quorum activates the next version of the contract."),
  BLOCK_HEADER(255, Since.NEVER, "The last leaf of each block.");

  private static final OperationType[] BY_NUMBER = new OperationType[256];

  static {
    for (OperationType type : values()) {
      BY_NUMBER[type.number] = type;
    }
  }

  private final int number;
  private final int since;
  private final String sentence;

  OperationType(int number, int since, String sentence) {
    this.number = number;
    this.since = since;
    this.sentence = sentence;
  }

  /** The type byte, 0..255. */
  public int number() {
    return number;
  }

  /** Whether members of some ledger may put it into a transaction: its bytes can be read. */
  public boolean submittable() {
    return since != Since.NEVER;
  }

  /**
   * Whether members may put it into a transaction of a ledger whose contract has this version;
   * otherwise the transaction is malformed, as it was before the type had a meaning.
   */
  public boolean submittableUnder(int contractVersion) {
    return submittable() && since <= contractVersion;
  }

  public String sentence() {
    return sentence;
  }

  /** From which version of the contract on. */
  private static final class Since {

    /** Reserved, or made by the ledger itself. */
    static final int NEVER = 0;

    private Since() {}
  }

  /** The type of a number, if it has one. */
  public static Optional<OperationType> of(int number) {
    return number < 0 || number > 255 ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
  }
}
