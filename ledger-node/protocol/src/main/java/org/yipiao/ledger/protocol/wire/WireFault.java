package org.yipiao.ledger.protocol.wire;

import org.yipiao.platform.reason.ReasonCode;

/** Why bytes are not the one valid encoding of what a member sends to the ledger. */
public enum WireFault implements ReasonCode {
  /** Parameter: the field. */
  FIELD_MISSING,
  /** Parameter: the field. */
  FIELD_CUT_OFF,
  /** Parameters: where, the field that is expected there, the tag that is there. */
  OTHER_TAG,
  /** Parameters: the field, its bytes, the fewest and the most of them. */
  FIELD_LENGTH,
  /** Parameter: the field. */
  LENGTH_NOT_SHORTEST,
  /** Parameter: the field. */
  LENGTH_TOO_LARGE,
  /** Parameter: the field. */
  NOT_A_BOOLEAN,
  /** Parameter: the field. */
  NOT_ASCII,
  /** Parameters: the field and how often it may occur. */
  FIELD_TOO_OFTEN,
  /** Parameter: where they begin. */
  BYTES_BEHIND_THE_LAST_FIELD,
  /** Parameter: its bytes. */
  OPERATION_TOO_LARGE,
  /** Parameter: the type. */
  OPERATION_TYPE,
  GATEWAY_INSTANCE,
  /** Parameter: the number. */
  MEDIUM,
  /** Parameter: their bytes. */
  APPROVALS,
  /** What fewer than a quorum of the validators agreed to, where that is nothing at all. */
  NOT_APPROVED,
  CHANGE_NOT_ALONE,
  /** Whatever else is not as the format fixes it. */
  OTHER;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "wire." + name();
  }
}
