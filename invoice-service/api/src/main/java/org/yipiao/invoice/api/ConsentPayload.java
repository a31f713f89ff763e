package org.yipiao.invoice.api;

import java.time.Instant;

/**
 * What the register signs of a consent.
 *
 * @param presentationHash 64 lowercase hexadecimal characters
 * @param payer tenant of the payer
 * @param purpose upper-case letters and {@code _}
 * @param nonce of the base64url alphabet
 */
public record ConsentPayload(
    String presentationHash, String payer, String purpose, Instant expiresAt, String nonce) {

  /** The header {@code typ} of a signed consent. */
  public static final String TYPE = "yipiao-consent+jwt";

  /** No member needs escaping, so the text below is JSON whatever they are. */
  public ConsentPayload {
    if (!presentationHash.matches("[0-9a-f]{64}")
        || !payer.matches("[a-z][a-z0-9-]{1,39}")
        || !purpose.matches("[A-Z][A-Z_]{0,39}")
        || !nonce.matches("[A-Za-z0-9_-]{16,64}")) {
      throw new IllegalArgumentException("a member of a consent is not in its form");
    }
  }

  /**
   * The one spelling: a line of JSON, ASCII, sorted by name, without white space, {@code expiresAt}
   * in UTC with 0, 3, 6 or 9 digits of a second. Written out here and not left to a library,
   * because what is on the ledger is the digest of these bytes.
   */
  public String canonical() {
    return "{\"expiresAt\":\""
        + expiresAt
        + "\",\"nonce\":\""
        + nonce
        + "\",\"payer\":\""
        + payer
        + "\",\"presentationHash\":\""
        + presentationHash
        + "\",\"purpose\":\""
        + purpose
        + "\"}";
  }
}
