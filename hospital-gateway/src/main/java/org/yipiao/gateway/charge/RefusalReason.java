package org.yipiao.gateway.charge;

import org.yipiao.platform.reason.ReasonCode;

/**
 * What exactly is wrong, where a code says only of which kind: each reason belongs to one code.
 * What the invoice itself refuses has the reasons of the document instead.
 */
public enum RefusalReason implements ReasonCode {
  HEADER_MISSING(RefusalCode.NOT_PARSEABLE),
  HEADER_CUT_OFF(RefusalCode.NOT_PARSEABLE),
  HEADER_NOT_ONE(RefusalCode.NOT_PARSEABLE),
  ENCODING_CHARACTERS_NOT_FOUR(RefusalCode.NOT_PARSEABLE),
  ENCODING_CHARACTERS_NOT_MARKS(RefusalCode.NOT_PARSEABLE),
  NUL_CHARACTER(RefusalCode.NOT_PARSEABLE),
  /** Parameter: how many there may be. */
  TOO_MANY_SEGMENTS(RefusalCode.NOT_PARSEABLE),
  /** Parameter: the number of the line. */
  LINE_WITHOUT_NAME(RefusalCode.NOT_PARSEABLE),
  SEGMENTS_ON_ONE_LINE(RefusalCode.NOT_PARSEABLE),
  ESCAPE_NOT_CLOSED(RefusalCode.NOT_PARSEABLE),
  ESCAPE_UNSUPPORTED(RefusalCode.NOT_PARSEABLE),
  END_MARK_MISSING(RefusalCode.NOT_PARSEABLE),
  /** Parameter: how many bytes a message may have. */
  TOO_MANY_BYTES(RefusalCode.MESSAGE_TOO_LARGE),
  NOT_A_BILL(RefusalCode.MESSAGE_TYPE_UNSUPPORTED),
  OTHER_PROCESSING_ID(RefusalCode.PROCESSING_ID_UNSUPPORTED),
  OTHER_VERSION(RefusalCode.VERSION_UNSUPPORTED),
  OTHER_CHARACTER_SET(RefusalCode.CHARACTER_SET_UNSUPPORTED),
  /** Parameter: the character set. */
  BYTES_OUTSIDE_CHARACTER_SET(RefusalCode.UNDECODABLE_CHARACTERS),
  SEGMENT_REQUIRED(RefusalCode.SEGMENT_MISSING),
  NO_CHARGE(RefusalCode.SEGMENT_MISSING),
  SEGMENT_OCCURS_ONCE(RefusalCode.SEGMENT_REPEATED),
  FIELD_REQUIRED(RefusalCode.FIELD_MISSING),
  NO_LINE(RefusalCode.FIELD_MISSING),
  NOT_A_DATE(RefusalCode.VALUE_MALFORMED),
  NO_SUCH_DATE(RefusalCode.VALUE_MALFORMED),
  NOT_A_NUMBER(RefusalCode.VALUE_MALFORMED),
  SEVERAL_PRICES(RefusalCode.VALUE_MALFORMED),
  CONTROL_CHARACTER(RefusalCode.VALUE_MALFORMED),
  PART_OF_A_FEN(RefusalCode.VALUE_MALFORMED),
  /** Parameter: how many decimals a price may have. */
  TOO_MANY_PRICE_DECIMALS(RefusalCode.VALUE_MALFORMED),
  NOT_READABLE(RefusalCode.VALUE_MALFORMED),
  TOO_MANY_DIGITS(RefusalCode.VALUE_MALFORMED),
  NO_OBJECT(RefusalCode.VALUE_MALFORMED),
  /** Parameter: how many bills a batch may have. */
  BATCH_SIZE(RefusalCode.VALUE_MALFORMED),
  /** Parameter: how many entries a page may have. */
  PAGE_SIZE(RefusalCode.VALUE_MALFORMED),
  /** Parameter: how many characters there may be. */
  TOO_MANY_CHARACTERS(RefusalCode.VALUE_TOO_LONG),
  BUSINESS_NUMBER_TOO_LONG(RefusalCode.VALUE_TOO_LONG),
  /** Parameter: how many there may be. */
  TOO_MANY_DIAGNOSES(RefusalCode.VALUE_TOO_LONG),
  /** Parameters: the largest quantity and how many decimals it may have. */
  QUANTITY_TOO_LONG(RefusalCode.VALUE_TOO_LONG),
  NO_TRANSACTION_TYPE(RefusalCode.VALUE_NOT_IN_TABLE),
  NO_FUND(RefusalCode.VALUE_NOT_IN_TABLE),
  NO_PATIENT_CLASS(RefusalCode.VALUE_NOT_IN_TABLE),
  /** Parameter: the type as table 0017 has it. */
  OTHER_TRANSACTION_TYPE(RefusalCode.TRANSACTION_TYPE_UNSUPPORTED),
  OTHER_CURRENCY(RefusalCode.CURRENCY_UNSUPPORTED),
  SEVERAL_DOCUMENTS(RefusalCode.PERSON_AMBIGUOUS),
  ITEM_NOT_IN_TABLE(RefusalCode.ITEM_UNKNOWN),
  /** Parameter: the day. */
  NO_PRICE_ON_DAY(RefusalCode.ITEM_NOT_VALID_ON_DATE),
  QUANTITY_NOT_ABOVE_ZERO(RefusalCode.QUANTITY_NOT_POSITIVE),
  AMOUNT_NOT_ABOVE_ZERO(RefusalCode.AMOUNT_NOT_POSITIVE),
  PRICE_NOT_ABOVE_ZERO(RefusalCode.AMOUNT_NOT_POSITIVE),
  PRODUCT_BELOW_HALF_A_FEN(RefusalCode.AMOUNT_NOT_POSITIVE),
  /** Parameter: the largest amount in yuan. */
  ABOVE_LARGEST_AMOUNT(RefusalCode.AMOUNT_TOO_LARGE),
  PRODUCT_TOO_LARGE(RefusalCode.AMOUNT_TOO_LARGE),
  TOTAL_TOO_LARGE(RefusalCode.AMOUNT_TOO_LARGE),
  PAYMENTS_TOO_LARGE(RefusalCode.AMOUNT_TOO_LARGE),
  /** Parameters: the stated amount and the computed one in yuan. */
  AMOUNT_IS_NOT_THE_PRODUCT(RefusalCode.AMOUNT_DISAGREES),
  /** Parameter: the item table's price in yuan. */
  PRICE_IS_NOT_THE_TABLES(RefusalCode.AMOUNT_DISAGREES),
  /** Parameter: the lines' sum in yuan. */
  TOTAL_IS_NOT_THE_SUM(RefusalCode.TOTAL_DISAGREES),
  /** Parameters: the sum of the payments and that of the lines in yuan. */
  PAYMENTS_ARE_NOT_THE_SUM(RefusalCode.PAYMENTS_DISAGREE),
  /** Parameter: how many there may be. */
  LINES_OVER_LIMIT(RefusalCode.TOO_MANY_LINES),
  /** Parameter: the parts of the bill in which the two differ. */
  OTHER_BILL(RefusalCode.BUSINESS_NUMBER_REUSED),
  NO_NUMBER_LEFT(RefusalCode.OUT_OF_NUMBERS),
  TOO_MANY_WAITING(RefusalCode.BUSY),
  STOPPING(RefusalCode.BUSY),
  NOT_STORED(RefusalCode.STORE_FAILED),
  NOT_SIGNED(RefusalCode.STORE_FAILED),
  NOT_HANDLED(RefusalCode.STORE_FAILED);

  private final RefusalCode code;

  RefusalReason(RefusalCode code) {
    this.code = code;
  }

  /** What programs go by. */
  public RefusalCode code() {
    return code;
  }
}
