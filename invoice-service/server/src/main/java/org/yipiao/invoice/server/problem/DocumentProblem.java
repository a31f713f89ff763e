package org.yipiao.invoice.server.problem;

import org.yipiao.platform.reason.ReasonCode;

/** Why one document of a batch is refused, besides the faults of form and content. Stable names. */
public enum DocumentProblem implements ReasonCode {
  OPERATION_IS_NO_ISSUE,
  COUNT_DIFFERS,
  COMMITMENT_DIFFERS,
  INVOICE_ID_DIFFERS,
  AMOUNT_DIFFERS,
  MEMBER_DIFFERS,
  NUMBER_OUT_OF_RANGE,
  NUMBER_TWICE,
  BUSINESS_NUMBER_TWICE,
  NUMBER_TAKEN,
  BUSINESS_NUMBER_TAKEN,
  ALREADY_SUBMITTED,
  CHECK_CODE_MALFORMED,
  ISSUED_IN_THE_FUTURE;

  @Override
  public String key() {
    return "document." + name();
  }
}
