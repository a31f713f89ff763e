package org.yipiao.ledger.protocol.trust;

import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/** Why nothing can be verified under what a trust root says. */
public enum TrustFault implements ReasonCode {
  NO_KEY_OR_EPOCH,
  /** Parameter: the text. */
  KEY,
  OTHER_LOG_KEY,
  /** Parameter: its name. */
  COSIGNER_WITH_LOG_KEY,
  COSIGNING_KEY_TWICE,
  /** Parameters: its first and its last size. */
  EPOCH_ENDS_BEFORE_IT_BEGINS,
  /** Parameter: which one, from 0. */
  EPOCH_GAP,
  /** Parameters: the threshold and how many members there are. */
  THRESHOLD,
  ISSUER_ROOT;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "trust." + name();
  }
}
