package org.yipiao.platform.problem;

import org.yipiao.platform.reason.ReasonCode;

/** What is wrong with fields everywhere alike. */
public enum PlatformReason implements ReasonCode {
  UNKNOWN_MEMBER,
  NOT_JSON,
  WRONG_TYPE,
  NOT_VALID,
  REQUIRED,
  DIFFERS,
  EMPTY,
  EXPIRED,
  /** Parameter: the limit in bytes. */
  TOO_LARGE,
  /** Parameters: the fewest and the most characters or entries. */
  LENGTH,
  /** Parameters: the smallest and the largest number. */
  OUT_OF_RANGE,
  /** Parameter: the smallest number. */
  TOO_SMALL,
  /** Parameter: the largest number. */
  TOO_GREAT,
  /** Parameter: the form, a regular expression. */
  OTHER_FORM;

  @Override
  public String bundle() {
    return "org.yipiao.platform.problem.messages";
  }
}
