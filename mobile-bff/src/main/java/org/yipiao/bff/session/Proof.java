package org.yipiao.bff.session;

/** What came of looking at a {@code DPoP} header. */
sealed interface Proof {

  /**
   * Made by the holder of a key for this very call, just now; whether it was used before is not
   * known yet.
   *
   * @param jkt the key's thumbprint (RFC 7638, SHA-256), base64url
   * @param id {@code jti}
   */
  record Made(String jkt, String id) implements Proof {}

  /** There is no header. */
  record Missing() implements Proof {}

  /** There is one, and it proves nothing. */
  record Unsound() implements Proof {}
}
