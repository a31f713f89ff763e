package org.yipiao.invoice.server.problem;

/** Why one document of a batch is refused, besides the faults of form and content. Stable names. */
public enum DocumentProblem {
  OPERATION_IS_NO_ISSUE("the operation at this place issues no invoice"),
  COUNT_DIFFERS("there are not as many documents as operations"),
  COMMITMENT_DIFFERS("the operation commits to another document"),
  INVOICE_ID_DIFFERS("the operation has another invoice id"),
  AMOUNT_DIFFERS("the operation has another amount"),
  MEMBER_DIFFERS("another member signed the transaction"),
  NUMBER_OUT_OF_RANGE("the number is in no range of this hospital"),
  NUMBER_TWICE("the number is in this batch twice"),
  BUSINESS_NUMBER_TWICE("the business number is in this batch twice"),
  NUMBER_TAKEN("the number was used for another document"),
  BUSINESS_NUMBER_TAKEN("the business number was used for another document"),
  ALREADY_SUBMITTED("the document is in another batch that is not settled, or is final"),
  CHECK_CODE_MALFORMED("a check code has 6 lowercase hexadecimal characters"),
  ISSUED_IN_THE_FUTURE("the issue lies in the future");

  private final String sentence;

  DocumentProblem(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
