package org.yipiao.bff.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what Redis keeps, so that whoever reads it there learns neither tokens nor invoices, nor
 * whose they are: AES-256-GCM under a key of its own for each name, which is HMAC-SHA-256 of the
 * name under the secret. Written as base64url of 12 random bytes and the sealed ones.
 */
public final class Seal {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final byte[] secret;

  /**
   * @param secret 32 bytes
   */
  public Seal(byte[] secret) {
    if (secret.length != 32) {
      throw new IllegalArgumentException("the secret must have 32 bytes");
    }
    this.secret = secret.clone();
  }

  /**
   * @param file 64 hexadecimal characters
   * @throws IllegalStateException when it holds anything else
   */
  public static Seal read(Path file) {
    try {
      return new Seal(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret in " + file, e);
    } catch (IllegalArgumentException e) {
      // Its message would repeat a part of the secret.
      throw new IllegalStateException(file + " must hold 32 bytes in hexadecimal");
    }
  }

  /** Seals what is kept under a name. */
  public String seal(String name, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, name, nonce);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was sealed under that name; empty when it was not, or under another secret. */
  public Optional<byte[]> open(String name, String text) {
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(text);
      if (sealed.length < NONCE_BYTES) {
        return Optional.empty();
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, name, Arrays.copyOf(sealed, NONCE_BYTES));
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** A name for somebody that only this service can make: 32 hexadecimal characters. */
  public String tag(String whom) {
    return HexFormat.of().formatHex(mac("tag " + whom), 0, 16);
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(mac("seal " + name), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private byte[] mac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
