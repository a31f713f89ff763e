package org.yipiao.invoice.server.person;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A file with a 256-bit key as 64 hexadecimal characters. */
final class SecretKeyFile {

  private SecretKeyFile() {}

  static byte[] read(String path) {
    try {
      String text = Files.readString(Path.of(path)).strip();
      if (!text.matches("[0-9a-f]{64}")) {
        throw new IllegalStateException(path + " holds no key of 64 hexadecimal characters");
      }
      return HexFormat.of().parseHex(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
