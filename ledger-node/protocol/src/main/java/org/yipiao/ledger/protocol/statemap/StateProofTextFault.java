package org.yipiao.ledger.protocol.statemap;

import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/** Why a text is no state proof. */
public enum StateProofTextFault implements ReasonCode {
  NOT_ONE,
  /** Parameters: its characters, and the most of them. */
  TOO_LONG,
  /** Parameter: the number of the line, from 1. */
  LINE,
  /** Bits that do not ascend, or another row at which no search for the key ends. */
  SEARCH,
  INCLUSION;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "state-proof-text." + name();
  }
}
