package org.yipiao.invoice.document;

/** Why a field of a draft is refused. The names are stable. */
public enum DraftFault {
  MISSING("must be given"),
  TOO_LONG("is longer than the document permits"),
  MALFORMED("holds characters that the document does not permit"),
  TOO_MANY("has more entries than the document permits"),
  NOT_POSITIVE("must be above 0"),
  OUT_OF_RANGE("lies outside its range"),
  TOO_PRECISE("has more decimals than the document permits"),
  PRICE_TIMES_QUANTITY("differs from unit price × quantity by a fen or more"),
  LINES_DO_NOT_SUM_TO_TOTAL("the lines do not sum to the total"),
  CATEGORIES_DO_NOT_SUM_TO_TOTAL("the fee categories do not sum to the total"),
  PAYMENTS_DO_NOT_SUM_TO_TOTAL("fund, other, account and cash do not sum to the total"),
  DISCHARGE_BEFORE_ADMISSION("the discharge lies before the admission"),
  DISCHARGE_OF_A_VISIT("an outpatient visit has no discharge"),
  INPATIENT_ONLY("belongs to an inpatient invoice");

  private final String sentence;

  DraftFault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
