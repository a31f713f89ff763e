package org.yipiao.invoice.document.sdjwt;

import org.yipiao.invoice.document.DocumentTexts;
import org.yipiao.platform.reason.ReasonCode;

/** Why a text is no SD-JWT that this product accepts. The names are stable. */
public enum SdJwtFault implements ReasonCode {
  TOO_LARGE,
  COMPACT_MALFORMED,
  JWT_MALFORMED,
  HEADER_MALFORMED,
  ALGORITHM_UNKNOWN,
  DIGESTS_MALFORMED,
  DISCLOSURE_MALFORMED,
  DISCLOSURE_DUPLICATED,
  DISCLOSURE_FOREIGN;

  @Override
  public String bundle() {
    return DocumentTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "sdjwt." + name();
  }
}
