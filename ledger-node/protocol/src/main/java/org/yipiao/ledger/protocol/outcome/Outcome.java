package org.yipiao.ledger.protocol.outcome;

import java.util.Optional;
import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/**
 * What became of an operation: a number in its leaf, never a text, never given to another meaning.
 *
 * <p>{@link #retryable} tells whether the same intent may succeed later without a change, signed
 * anew: such an outcome depends on what others hold at the moment. All others are final answers to
 * what was asked.
 */
public enum Outcome implements ReasonCode {
  APPLIED(0, false),
  ABORTED_BY(1, false),
  NOT_PERMITTED(2, false),
  NUMBER_OUT_OF_RANGE(3, false),
  AMOUNT_OUT_OF_RANGE(4, false),
  UNKNOWN_MEMBER(5, false),
  SUSPENDED(6, false),

  RANGE_OVERLAPS(16, false),

  NUMBER_NOT_ALLOCATED(32, false),
  NUMBER_USED(33, false),
  CLAIMABLE_ABOVE_TOTAL(34, false),
  ALREADY_REVERSED(35, false),
  IS_RED(36, false),
  AMOUNT_BOUND(37, true),
  PAPER_OUT(38, false),
  NO_PAPER_OUT(39, false),
  NOT_THE_ISSUER(40, false),

  UNKNOWN_INVOICE(48, false),
  UNKNOWN_CLAIM(49, false),
  CLAIM_ID_REUSED(50, false),
  ALREADY_CLAIMED(51, false),
  EXCEEDS_REMAINING(52, true),
  EXPIRY_OUT_OF_RANGE(53, false),
  TOO_MANY_OPEN(54, true),
  MEDIUM_MISMATCH(55, false),
  INVOICE_NOT_CLAIMABLE(56, false),
  TOO_MANY_CLAIMS(57, false),

  RESERVATION_EXPIRED(64, false),
  NOT_COMMITTED(65, false),
  ALREADY_COMMITTED(66, false),
  ALREADY_SETTLED(67, false),
  ALREADY_RELEASED(68, false),
  ALREADY_RETURNED(69, false),
  NOT_SETTLED(70, false),
  EXCEEDS_COMMITTED(71, false),
  EXCEEDS_REIMBURSED(72, false),
  RETURN_ID_REUSED(73, false),
  EVIDENCE_MISSING(74, false),

  NOT_APPROVED(80, false),
  OTHER_EPOCH(81, false),
  APPROVAL_EXPIRED(82, false),
  APPROVED_TWICE(83, false),
  NOT_AN_APPROVER(84, false),
  BAD_APPROVAL(85, false),
  VERSION_NOT_NEXT(86, false),
  HEIGHT_PASSED(87, false),
  CHANGE_UNDER_WAY(88, true),
  MEMBER_EXISTS(89, false),
  TOO_MANY_MEMBERS(90, false),
  // 91 was VALIDATORS_FIXED, which no ledger ever had.
  UNKNOWN_KEY(92, false),
  KEY_USED(93, false),
  KEY_UNUSABLE(94, false),
  ALREADY_SUSPENDED(95, false),
  TOO_FEW_LEFT(96, false);

  private final int number;
  private final boolean retryable;

  Outcome(int number, boolean retryable) {
    this.number = number;
    this.retryable = retryable;
  }

  /** The number in the leaf, 0..65535. */
  public int number() {
    return number;
  }

  /** Whether the same intent may succeed later without a change. */
  public boolean retryable() {
    return retryable;
  }

  public boolean applied() {
    return this == APPLIED;
  }

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "outcome." + name();
  }

  /** The outcome of a number, if this version knows it. */
  public static Optional<Outcome> of(int number) {
    for (Outcome outcome : values()) {
      if (outcome.number == number) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
