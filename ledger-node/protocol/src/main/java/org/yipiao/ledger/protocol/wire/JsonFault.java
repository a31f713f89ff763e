package org.yipiao.ledger.protocol.wire;

import org.yipiao.platform.reason.ReasonCode;

/** Why a text is not the JSON that its format fixes; {@code $} stands for the whole of it. */
public enum JsonFault implements ReasonCode {
  NOT_UTF8,
  /** Parameter: the line. */
  NOT_JSON,
  /** Parameter: where. */
  MISSING,
  /** Parameters: where, and the member. */
  UNKNOWN_MEMBER,
  /** Parameter: where. */
  NOT_AN_OBJECT,
  /** Parameter: where. */
  NOT_A_LIST,
  /** Parameter: where. */
  NOT_A_STRING,
  /** Parameter: where. */
  NOT_STRINGS_ALONE,
  /** Parameter: where. */
  NOT_A_WHOLE_NUMBER,
  /** Parameters: where, the smallest and the largest. */
  OUT_OF_RANGE,
  /** Parameter: where. */
  NOT_BASE64;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "json." + name();
  }
}
