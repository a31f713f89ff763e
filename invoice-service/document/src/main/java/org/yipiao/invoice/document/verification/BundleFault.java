package org.yipiao.invoice.document.verification;

import org.yipiao.invoice.document.DocumentTexts;
import org.yipiao.platform.reason.ReasonCode;

/** Why a bundle does not hold whose parts may be sound each for itself. The names are stable. */
public enum BundleFault implements ReasonCode {
  BUNDLE_MALFORMED,
  COMMITMENT_DIFFERS,
  INVOICE_ID_DIFFERS,
  TOTAL_DIFFERS,
  CLAIMABLE_DIFFERS,
  MEMBER_DIFFERS;

  @Override
  public String bundle() {
    return DocumentTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "bundle." + name();
  }
}
