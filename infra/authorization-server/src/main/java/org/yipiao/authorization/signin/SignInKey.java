package org.yipiao.authorization.signin;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's own secret. What is kept of a code or a phone is HMAC-SHA-256 under it: six digits
 * and eleven digits could be found from a plain digest by trying all of them.
 */
public final class SignInKey {

  /** Bytes of the secret. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public SignInKey(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("the secret must have " + BYTES + " bytes");
    }
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * The tag of a text, 64 hexadecimal characters.
   *
   * @param purpose tags of different purposes have nothing to do with each other
   * @param parts without a line break
   */
  String tag(String purpose, String... parts) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      for (var part : parts) {
        mac.update((byte) '\n');
        mac.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  String tag(PhoneNumber phone) {
    return tag("phone", phone.value());
  }

  /** Takes the same time wherever the two differ. */
  static boolean areEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
