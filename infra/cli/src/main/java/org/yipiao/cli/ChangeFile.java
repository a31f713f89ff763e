package org.yipiao.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.suite.OwnerOnlyFile;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.files.ReadFault;

/** Files that the steps of a change read and write. */
final class ChangeFile {

  private static final int LIMIT_MEBIBYTES = 16;

  private ChangeFile() {}

  static ChangeProposal proposal(String file) {
    return read(file, 1, ChangeProposal::decode);
  }

  static ChangeDraft draft(String file) {
    return read(file, 1, ChangeDraft::decode);
  }

  /** A file of the consortium. */
  static <T> T read(Path file, Function<byte[], T> format) {
    return read(file.toString(), LIMIT_MEBIBYTES, format);
  }

  private static <T> T read(String file, int mebibytes, Function<byte[], T> format) {
    try {
      return format.apply(InputFile.bytes(file, mebibytes));
    } catch (FormatException malformed) {
      throw ChangeRefusal.unreadable(ChangeText.UNREADABLE_FILE, file, malformed.reason());
    } catch (UnreadableFileException failure) {
      throw ChangeRefusal.unreadable(ChangeText.CANNOT_READ, file, failure.reason());
    }
  }

  /** A path that nothing has yet. */
  static Path absent(String file) {
    Path path = path(file);
    if (Files.exists(path)) {
      throw ChangeRefusal.of(ChangeText.FILE_EXISTS, file);
    }
    return path;
  }

  static Path path(String file) {
    try {
      return Path.of(file).toAbsolutePath().normalize();
    } catch (InvalidPathException invalid) {
      throw new UsageException("no path: " + file);
    }
  }

  /** Writes under another name first: a file of that name is whole and on the disk. */
  static void write(Path file, byte[] bytes) {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    try {
      Files.deleteIfExists(half);
      try (var channel =
          FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      OwnerOnlyFile.syncFolderOf(file);
    } catch (IOException failure) {
      throw ChangeRefusal.of(ChangeText.CANNOT_WRITE, file.toString(), ReadFault.of(failure));
    }
  }

  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw ChangeRefusal.of(ChangeText.CANNOT_WRITE, file.toString(), ReadFault.of(failure));
    }
  }
}
