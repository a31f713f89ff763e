package org.yipiao.invoice.document;

import org.yipiao.platform.reason.ReasonCode;

/** Why a document is refused. The names are stable. */
public enum DocumentFault implements ReasonCode {
  TOKEN_MALFORMED,
  DISCLOSURE_FOREIGN,
  DISCLOSURE_DUPLICATED,
  CLAIMS_MALFORMED,
  CERTIFICATE_UNTRUSTED,
  CERTIFICATE_OF_ANOTHER,
  SIGNATURE_INVALID;

  @Override
  public String bundle() {
    return DocumentTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "document." + name();
  }
}
