package org.yipiao.invoice.document;

import java.io.Serial;

/** A disclosed claim that is not in the shape of this format; never says what it holds. */
final class MalformedClaimException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  private final String claim;

  /**
   * @param claim its name, and that of a member behind a slash
   */
  MalformedClaimException(String claim) {
    super(claim);
    this.claim = claim;
  }

  String claim() {
    return claim;
  }
}
