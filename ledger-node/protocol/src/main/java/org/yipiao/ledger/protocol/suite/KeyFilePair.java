package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A key file and the file with its password, which come to be together. The key is written under
 * another name and gets its own last, so that a key file that is there has its password beside it,
 * both on the disk. What an interrupted writing has left is known by that other name, and goes when
 * it is done again; nothing else is ever removed or replaced.
 *
 * @param keyFile such as {@code log.p12}
 */
public record KeyFilePair(Path keyFile) {

  private static final String HALF = ".half";
  private static final int PASSWORD_BYTES = 24;

  /** Writes a key under a password into a file that is not there. */
  @FunctionalInterface
  public interface Writer {
    void write(Path file, char[] password) throws IOException;
  }

  /** {@code log.password} beside {@code log.p12}. */
  public Path passwordFile() {
    String name = keyFile.getFileName().toString();
    String stem = name.endsWith(".p12") ? name.substring(0, name.length() - 4) : name;
    return keyFile.resolveSibling(stem + ".password");
  }

  /**
   * Makes both under a new random password.
   *
   * @throws FileAlreadyExistsException when either is there: a key is never overwritten
   */
  public void create(Writer writer, SecureRandom random) throws IOException {
    Path half = keyFile.resolveSibling(keyFile.getFileName() + HALF);
    removeInterrupted(half);
    for (Path file : new Path[] {keyFile, passwordFile()}) {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    byte[] secret = new byte[PASSWORD_BYTES];
    random.nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    writer.write(half, password.toCharArray());
    OwnerOnlyFile.write(passwordFile(), password.getBytes(StandardCharsets.US_ASCII));
    Files.move(half, keyFile);
    OwnerOnlyFile.syncFolderOf(keyFile);
  }

  /** A password beside a half key is that key's, which nobody has seen. */
  private void removeInterrupted(Path half) throws IOException {
    if (Files.exists(half) && !Files.exists(keyFile)) {
      Files.deleteIfExists(passwordFile());
      Files.delete(half);
    }
  }
}
