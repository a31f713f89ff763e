package org.yipiao.ledger.protocol.statemap;

import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/**
 * Where a state proof breaks, in the order in which it is checked. The words of each say that it is
 * broken.
 */
public enum StateProofFault implements ReasonCode {
  /** The text is no state proof. */
  FORMAT,
  /** It is about another key than the one that was asked for. */
  OTHER_KEY,
  /** The header's leaf is not proven to be in a final checkpoint. */
  LEDGER,
  /** The leaf is not that of a block header. */
  HEADER,
  /** The block was executed by a contract whose state root proves no rows. */
  CONTRACT_VERSION,
  /** The steps lead to another root than the header's. */
  STATE_ROOT,
  /** The row is proven, and whoever asked for it cannot read it. */
  ROW;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "state-proof." + name();
  }
}
