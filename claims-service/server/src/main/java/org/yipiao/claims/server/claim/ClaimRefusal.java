package org.yipiao.claims.server.claim;

/**
 * Why a claim is not paid. Names are stable; what they mean to the person, and what can be done,
 * stands in the bundles under {@code refusal.<NAME>.reason} and {@code refusal.<NAME>.next}.
 */
public enum ClaimRefusal {
  CONSENT_EXPIRED,
  NOT_INSURED,
  NOT_IN_FORCE,
  INVOICE_UNKNOWN,
  INVOICE_NOT_READABLE,
  INVOICE_NOT_ISSUED,
  /** The person had the register forget the invoice's content. */
  INVOICE_ERASED,
  PERSON_NOT_LINKED,
  PERSON_NOT_INSURED,
  INCOMPLETE,
  PAYMENTS_DISAGREE,
  /** The payer has stored no version of the plan for the day of the care. */
  PLAN_VERSION_MISSING,
  PLAN_NOT_EFFECTIVE,
  ENCOUNTER_NOT_COVERED,
  LEVEL_UNKNOWN,
  NOTHING_PAYABLE,
  ALREADY_CLAIMED,
  EXCEEDS_REMAINING,
  /** The ledger has no such invoice. */
  UNKNOWN_INVOICE,
  INVOICE_NOT_CLAIMABLE,
  MEDIUM_MISMATCH,
  REJECTED_BY_BANK,
  /** An operator of the payer has closed a claim that could not be decided by itself. */
  CLOSED_BY_PAYER
}
