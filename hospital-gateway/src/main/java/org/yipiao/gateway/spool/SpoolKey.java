package org.yipiao.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the rows that hold personal data: AES-256 in GCM mode (NIST SP 800-38D), a fresh random
 * nonce of 12 bytes in front, a tag of 16 bytes behind, the row's place as associated data, so that
 * no row can stand in for another.
 */
public final class SpoolKey {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SpoolKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * The key in a file, which is made, readable by its owner only, unless a spool needs the one that
   * is gone.
   *
   * @param needed whether there are rows that an earlier key sealed
   * @throws SpoolException when the file is no key, or is missing and needed
   */
  static SpoolKey load(Path file, boolean needed) {
    try {
      if (Files.exists(file)) {
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
          throw new SpoolException(file + " is no key of " + KEY_BYTES + " bytes");
        }
        return new SpoolKey(key);
      }
      if (needed) {
        throw new SpoolException("the spool cannot be read without its key " + file);
      }
      return create(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the spool's key " + file + " cannot be had", e);
    }
  }

  /** Under another name first: a crash leaves a whole key or none. */
  private static SpoolKey create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path whole = file.toAbsolutePath();
    Path parent = whole.getParent();
    if (parent == null) {
      throw new IOException(file + " is no file");
    }
    Files.createDirectories(parent);
    Path fresh = whole.resolveSibling(whole.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    OwnerOnly.createFile(fresh);
    try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(key);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, whole, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.syncDirectory(parent);
    return new SpoolKey(key);
  }

  byte[] seal(byte[] place, byte[] row) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(row.length));
      cipher.doFinal(row, 0, row.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * @throws SpoolException when the row was changed, belongs to another place or to another key
   */
  byte[] open(byte[] place, byte[] sealed) {
    if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
      throw new SpoolException("a sealed row of the spool is too short");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), place)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw new SpoolException("a sealed row of the spool was changed, or has another key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place);
    return cipher;
  }
}
