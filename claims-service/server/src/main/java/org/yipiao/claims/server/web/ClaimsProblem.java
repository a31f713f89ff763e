package org.yipiao.claims.server.web;

import org.springframework.http.HttpStatus;
import org.yipiao.platform.problem.ProblemCode;

/** Refusals of this service's endpoints; names are stable. */
enum ClaimsProblem implements ProblemCode {
  /** No payer of that name is served here. */
  PAYER_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The consent is for another payer, expired, too long, or not what the register has signed. */
  CONSENT_INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The consent serves another claim; each claim needs one of its own. */
  CONSENT_USED(HttpStatus.CONFLICT),
  /** The register cannot be asked now for the keys that sign consents. */
  CONSENT_UNCHECKED(HttpStatus.SERVICE_UNAVAILABLE),
  /** The claim id was used with other content. */
  CLAIM_ID_REUSED(HttpStatus.CONFLICT),
  /** A claim for the same benefit on this invoice is live or paid. */
  ALREADY_CLAIMED(HttpStatus.CONFLICT),
  /** The plan's text is refused; the fields say where. */
  PLAN_INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The plan in the body is not the one in the address. */
  PLAN_ADDRESS_DIFFERS(HttpStatus.UNPROCESSABLE_CONTENT),
  /** A stored version never changes. */
  PLAN_VERSION_FIXED(HttpStatus.CONFLICT),
  /** The payer has stored no version of that plan. */
  PLAN_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The year was counted in already, with other opening figures. */
  OPENING_TOO_LATE(HttpStatus.CONFLICT),
  /** The claim is not one that waits for a person. */
  CLAIM_NOT_IN_REVIEW(HttpStatus.CONFLICT),
  /** The ledger holds an amount for the claim, or a payment may be on its way. */
  CLAIM_HOLDS_AMOUNT(HttpStatus.CONFLICT),
  /** The claim does not wait for the bank's word on its payment. */
  CLAIM_NOT_AT_BANK(HttpStatus.CONFLICT),
  /** Whether the ledger holds an amount for the claim is not known yet. */
  CLAIM_UNDECIDED(HttpStatus.SERVICE_UNAVAILABLE),
  /** The claim was not put to a person for a decision; it can be resumed or resolved. */
  CLAIM_NEEDS_RESOLUTION(HttpStatus.CONFLICT),
  /** The claim's invoice is not verified, or its coverage is gone: it can only be refused. */
  CLAIM_NOT_PAYABLE(HttpStatus.CONFLICT),
  /** The plan has found no amount that could be approved as a whole. */
  NO_AMOUNT_FOUND(HttpStatus.CONFLICT),
  /** The amount that is approved is not the one that the plan has found. */
  AMOUNT_DIFFERS(HttpStatus.CONFLICT),
  /** More than can be paid on the claim; the field says how much can be. */
  AMOUNT_TOO_GREAT(HttpStatus.UNPROCESSABLE_CONTENT),
  /** Who has proposed something cannot confirm it. */
  OWN_PROPOSAL(HttpStatus.CONFLICT);

  private final HttpStatus status;

  ClaimsProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public boolean retryable() {
    return this == CLAIM_UNDECIDED || this == CONSENT_UNCHECKED;
  }
}
