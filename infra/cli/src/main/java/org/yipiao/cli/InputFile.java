package org.yipiao.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.yipiao.platform.files.ReadFault;
import org.yipiao.platform.reason.Reason;

/** A file that the command line names, read as a whole; a pipe will do. */
final class InputFile {

  private InputFile() {}

  /**
   * The bytes.
   *
   * @param mebibytes the most that is read
   * @throws UnreadableFileException saying why it cannot be read
   */
  static byte[] bytes(String file, int mebibytes) {
    int limit = mebibytes << 20;
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UnreadableFileException(Reason.of(ReadFault.FOLDER));
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
          throw new UnreadableFileException(Reason.of(ReadFault.TOO_LARGE, mebibytes));
        }
        return bytes;
      }
    } catch (InvalidPathException invalid) {
      throw new UnreadableFileException(Reason.of(ReadFault.NO_PATH));
    } catch (IOException failure) {
      throw new UnreadableFileException(ReadFault.of(failure));
    }
  }

  /** The text, which must be UTF-8; else as {@link #bytes}. */
  static String text(String file, int mebibytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(file, mebibytes)))
          .toString();
    } catch (CharacterCodingException failure) {
      throw new UnreadableFileException(ReadFault.of(failure));
    }
  }
}
