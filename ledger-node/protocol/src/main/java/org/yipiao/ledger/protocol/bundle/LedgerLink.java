package org.yipiao.ledger.protocol.bundle;

import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/**
 * The links between a leaf and the trust root, in the order in which they are checked. The words of
 * each say that it is broken.
 */
public enum LedgerLink implements ReasonCode {
  PROOF_FORMAT,
  LEAF_FORMAT,
  CHECKPOINT_FORMAT,
  ORIGIN,
  EPOCH,
  LOG_SIGNATURE,
  COSIGNATURE,
  QUORUM,
  INCLUSION,
  LEAF_TYPE,
  OUTCOME;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "link." + name();
  }
}
