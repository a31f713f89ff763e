package org.yipiao.invoice.document;

/** Why a document is refused. The names are stable. */
public enum DocumentFault {
  TOKEN_MALFORMED("The document is no well-formed SD-JWT of this product."),
  DISCLOSURE_FOREIGN("A disclosure does not belong to this document."),
  DISCLOSURE_DUPLICATED("A disclosure or a disclosed name is there twice."),
  CLAIMS_MALFORMED("The always visible claims are not those of an invoice."),
  CERTIFICATE_UNTRUSTED("The certificate does not lead to an issuer root valid at that time."),
  CERTIFICATE_OF_ANOTHER("The certificate names another hospital than the document."),
  SIGNATURE_INVALID("The hospital's signature does not fit the document.");

  private final String sentence;

  DocumentFault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
