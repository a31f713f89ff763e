package org.yipiao.invoice.document;

import org.yipiao.platform.reason.ReasonCode;

/** Why a field of a draft is refused. The names are stable. */
public enum DraftFault implements ReasonCode {
  MISSING,
  TOO_LONG,
  MALFORMED,
  TOO_MANY,
  NOT_POSITIVE,
  OUT_OF_RANGE,
  TOO_PRECISE,
  PRICE_TIMES_QUANTITY,
  /** Parameters: the sum and the total in fen. */
  LINES_DO_NOT_SUM_TO_TOTAL,
  CATEGORIES_DO_NOT_SUM_TO_TOTAL,
  /** Parameters: the sum and the total in fen. */
  PAYMENTS_DO_NOT_SUM_TO_TOTAL,
  DISCHARGE_BEFORE_ADMISSION,
  DISCHARGE_OF_A_VISIT,
  /** A day of care is later than the issue date. */
  CARE_AFTER_ISSUE,
  INPATIENT_ONLY;

  @Override
  public String bundle() {
    return DocumentTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "draft." + name();
  }
}
