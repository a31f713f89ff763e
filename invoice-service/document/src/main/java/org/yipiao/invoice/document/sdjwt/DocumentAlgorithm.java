package org.yipiao.invoice.document.sdjwt;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.yipiao.ledger.protocol.suite.SignatureSuite;

/** How a document is signed: the value of {@code alg} in its header. */
public enum DocumentAlgorithm {
  /** ECDSA P-256 with SHA-256 (RFC 7518), suite {@code INTL}. */
  ES256("INTL"),
  /**
   * SM2 with SM3 (GB/T 32918.2), suite {@code GM}: {@code r ‖ s}, signer id {@code
   * 1234567812345678}. JOSE has no registered name for it; this one is private to the product.
   */
  SM2SM3("GM");

  private final String suite;

  DocumentAlgorithm(String suite) {
    this.suite = suite;
  }

  /** The algorithm of a key. */
  public static DocumentAlgorithm of(PublicKey key) {
    return SignatureSuite.ofKey(key).name().equals(SM2SM3.suite) ? SM2SM3 : ES256;
  }

  static Optional<DocumentAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
  }
}
