package org.yipiao.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.yipiao.platform.files.ReadFault;

/** A file that the command line names, read as a whole; a pipe will do. */
final class InputFile {

  private InputFile() {}

  /**
   * The bytes.
   *
   * @param mebibytes the most that is read
   * @throws IOException of which {@link ReadFault#of} says why it cannot be read
   */
  static byte[] bytes(String file, int mebibytes) throws IOException {
    Path path;
    try {
      path = Path.of(file);
    } catch (InvalidPathException invalid) {
      throw new IOException("it is no path", invalid);
    }
    if (Files.isDirectory(path)) {
      throw new IOException(ReadFault.FOLDER);
    }
    int limit = mebibytes << 20;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new IOException("it is larger than " + mebibytes + " MiB");
      }
      return bytes;
    }
  }

  /** The text, which must be UTF-8; else as {@link #bytes}. */
  static String text(String file, int mebibytes) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes(file, mebibytes)))
        .toString();
  }
}
