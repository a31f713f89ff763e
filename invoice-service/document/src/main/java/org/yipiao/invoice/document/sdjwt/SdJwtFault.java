package org.yipiao.invoice.document.sdjwt;

/** Why a text is no SD-JWT that this product accepts. The names are stable. */
public enum SdJwtFault {
  TOO_LARGE("The document has more bytes than one may have."),
  COMPACT_MALFORMED("The document is not an ASCII SD-JWT that ends in a tilde."),
  JWT_MALFORMED("The signed token is not in its one valid encoding."),
  HEADER_MALFORMED("The token's header has other members than alg, typ and x5c."),
  ALGORITHM_UNKNOWN("The token's algorithm or type is not one of this product."),
  DIGESTS_MALFORMED("The digests are not sorted, unique and padded."),
  DISCLOSURE_MALFORMED("A disclosure is not in its one valid encoding."),
  DISCLOSURE_DUPLICATED("A disclosure or a disclosed name is there twice."),
  DISCLOSURE_FOREIGN("A disclosure does not belong to this document.");

  private final String sentence;

  SdJwtFault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
