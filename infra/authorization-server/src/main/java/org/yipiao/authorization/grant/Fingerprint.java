package org.yipiao.authorization.grant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a code, a refresh token or a request's name: who can read the store can use none of
 * them. They are of so many random bits that no salt is needed.
 */
final class Fingerprint {

  /** Stands before a fingerprint where a token is expected whose value nobody knows any more. */
  private static final String MARK = "sha-256:";

  private Fingerprint() {}

  static String of(String secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A stand-in for the value of a token; no token that is given out holds a colon. */
  static String standIn(String fingerprint) {
    return MARK + fingerprint;
  }

  /** The fingerprint of a token's value or of its stand-in. Not for what a caller presents. */
  static String ofValue(String value) {
    return value.startsWith(MARK) ? value.substring(MARK.length()) : of(value);
  }
}
