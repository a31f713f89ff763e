package org.yipiao.sandbox.bank;

import org.yipiao.platform.reason.ReasonCode;

/** What is wrong with an element of a message, or with an instruction. */
enum BankReason implements ReasonCode {
  /** Parameter: the namespace. */
  OTHER_NAMESPACE,
  OTHER_METHOD,
  /** Parameter: how many there may be. */
  TOO_MANY_TRANSFERS,
  TRANSFER_ID_TWICE,
  NO_TRANSFER,
  NOT_XML,
  OTHER_CURRENCY,
  AMOUNT_NOT_POSITIVE,
  OTHER_COUNT,
  OTHER_SUM,
  NOT_AN_AMOUNT,
  NOT_AN_ACCOUNT,
  NOT_AN_IDENTIFIER,
  EMPTY_ELEMENT,
  NOT_ONCE,
  ACCOUNT_OF_ANOTHER,
  MODE_MISSING,
  /** Parameter: the most. */
  MILLIS_OUT_OF_RANGE,
  CODE_MISSING
}
