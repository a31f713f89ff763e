package org.yipiao.bff.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Names that nobody can guess, and what is kept of them. */
public final class RandomText {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** 256 random bits: 43 characters of the base64url alphabet. */
  public static String next() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return base64Url(bytes);
  }

  /** Whether a text has the form of {@link #next}. */
  public static boolean isOne(String text) {
    return text.length() == 43 && text.matches("[A-Za-z0-9_-]{43}");
  }

  /** SHA-256 in 64 hexadecimal characters. */
  public static String digest(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /** SHA-256 as base64url: the S256 challenge of RFC 7636. */
  public static String challenge(String verifier) {
    return base64Url(sha256(verifier));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
