package org.yipiao.claims.adjudication.json;

import org.yipiao.platform.reason.ReasonCode;

/** What a plan or a case has to be like, each rule by its name. */
public enum ReadingRule implements ReasonCode {
  MISSING,
  NOT_AN_OBJECT,
  NOT_JSON,
  /** Parameter: the line. */
  NOT_JSON_AT_LINE,
  UNKNOWN_FIELD,
  /** Parameter: how many characters it may have. */
  NOT_A_TEXT,
  NOT_A_BOOLEAN,
  /** Parameters: the smallest and the largest. */
  NOT_A_WHOLE_NUMBER,
  NOT_A_DATE,
  NOT_AN_AMOUNT,
  /** Parameter: how many decimals it may have. */
  NOT_A_DECIMAL,
  /** Parameter: the largest. */
  TOO_GREAT,
  /** Parameter: the names. */
  NOT_ONE_OF,
  /** Parameters: the fewest and the most entries. */
  NOT_A_LIST,
  /** Parameter: the format. */
  OTHER_FORMAT,
  GIVEN_TWICE,
  NOT_CANONICAL,
  NOT_VALID,
  PLAN_ID,
  REGION,
  /** Parameters: the fields that end and begin. */
  ENDS_BEFORE_IT_BEGINS,
  LEVEL_WITHOUT_BANDS,
  BANDS_NOT_ASCENDING,
  /** Parameter: its code. */
  ITEM_LISTED_TWICE,
  PREPAY_RATIO,
  CLASS_A_PREPAYS,
  NO_ADMISSION_AMOUNT,
  ITEM_CODE,
  AMOUNT_NOT_POSITIVE,
  QUANTITY_NOT_POSITIVE;

  @Override
  public String bundle() {
    return "org.yipiao.claims.adjudication.messages";
  }

  @Override
  public String key() {
    return "reading." + name();
  }
}
