package org.yipiao.gateway.item;

import org.yipiao.platform.reason.ReasonCode;

/** What is wrong with an item table. */
enum ItemFault implements ReasonCode {
  /** Parameters: the file, and why. */
  NOT_READ,
  /** Parameter: how many bytes it may have. */
  TABLE_TOO_LARGE,
  NOT_UTF8,
  HEADER_MISSING,
  NO_ROWS,
  QUOTE_INSIDE_VALUE,
  QUOTE_NOT_CLOSED,
  TEXT_BEHIND_QUOTE,
  COLUMN_UNKNOWN,
  COLUMN_TWICE,
  COLUMN_MISSING,
  /** Parameters: how many there are, and how many columns. */
  OTHER_NUMBER_OF_VALUES,
  VALUE_MISSING,
  /** Parameter: how many characters it may have. */
  VALUE_TOO_LONG,
  CONTROL_CHARACTER,
  /** Parameter: the names. */
  NOT_ONE_OF,
  NOT_A_PRICE,
  PRICE_TOO_LARGE,
  PRICE_OF_ZERO,
  NOT_A_RATIO,
  CLASS_A_PREPAYS,
  NOT_A_DATE,
  ENDS_BEFORE_IT_BEGINS,
  DAY_OF_ANOTHER_ROW;

  @Override
  public String key() {
    return "item." + name();
  }
}
