package org.yipiao.ledger.protocol.proposal;

import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/** Why a file is no change that could be approved; {@code $} stands for the whole of it. */
public enum ProposalFault implements ReasonCode {
  /** Parameters: how many bytes it has, and how many it may have. */
  TOO_LARGE,
  /** Parameter: the format that is expected. */
  OTHER_FORMAT,
  /** Parameter: the number of the operation. */
  NO_CHANGE,
  /** Parameter: the field of the content. */
  UNUSABLE_FIELD,
  SIGNED_BYTES,
  /** The content is not that whose digest is signed. */
  OTHER_CONTENT,
  /** Parameters: where, and what the bytes say. */
  CONTRADICTION,
  APPROVAL,
  APPROVALS_IN_ORDER,
  OTHER_CHANGE,
  SPELLING;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "proposal." + name();
  }
}
