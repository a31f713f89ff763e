package org.yipiao.claims.server.web;

import org.yipiao.platform.reason.ReasonCode;

/** What is wrong with one field of a request, where it has the form that it must have. */
enum FieldReason implements ReasonCode {
  PAYER_NOT_SERVED,
  CONSENT_FOR_ANOTHER_PAYER,
  CONSENT_EXPIRED,
  CONSENT_TOO_LONG,
  CONSENT_NOT_SIGNED,
  CONSENT_USED,
  ANOTHER_PERSON,
  CLAIM_ID_USED,
  INVOICE_CLAIMED,
  ENDS_BEFORE_IT_BEGINS,
  OF_STAYS_ALONE,
  PLAN_NOT_STORED,
  YEAR_HAS_BEGUN,
  NO_EVIDENCE_KEPT,
  REASON_OF_ANOTHER_DECISION,
  NOTHING_PAID_WHEN_REFUSED,
  /** Parameter: what can be paid at most, in fen. */
  MORE_THAN_CAN_BE_PAID
}
