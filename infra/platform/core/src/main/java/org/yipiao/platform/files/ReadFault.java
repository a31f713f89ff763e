package org.yipiao.platform.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;

/** Why a file or a folder cannot be read. */
public enum ReadFault implements ReasonCode {
  MISSING,
  NO_PERMISSION,
  /** A folder where a file is wanted. */
  FOLDER,
  NO_FOLDER,
  NO_REGULAR_FILE,
  NO_PATH,
  NOT_UTF8,
  /** Parameter: how many MiB it may have. */
  TOO_LARGE,
  /** Parameter: what the system says, in its own words. */
  SYSTEM;

  @Override
  public String bundle() {
    return "org.yipiao.platform.files.messages";
  }

  @Override
  public String key() {
    return "file." + name();
  }

  /** What keeps a regular file from being read; empty when nothing does. Opens nothing. */
  public static Optional<Reason> ofFile(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return Optional.of(Reason.of(FOLDER));
      }
      if (!attributes.isRegularFile()) {
        return Optional.of(Reason.of(NO_REGULAR_FILE));
      }
      return Files.isReadable(file) ? Optional.empty() : Optional.of(Reason.of(NO_PERMISSION));
    } catch (IOException failure) {
      return Optional.of(of(failure));
    }
  }

  /** What keeps a folder from being listed; empty when nothing does. */
  public static Optional<Reason> ofFolder(Path folder) {
    try {
      if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
        return Optional.of(Reason.of(NO_FOLDER));
      }
      return Files.isReadable(folder) && Files.isExecutable(folder)
          ? Optional.empty()
          : Optional.of(Reason.of(NO_PERMISSION));
    } catch (IOException failure) {
      return Optional.of(of(failure));
    }
  }

  /** Why reading failed, without the name of the file. */
  public static Reason of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> Reason.of(MISSING);
      case AccessDeniedException _ -> Reason.of(NO_PERMISSION);
      case CharacterCodingException _ -> Reason.of(NOT_UTF8);
      case FileSystemException system -> {
        String reason = system.getReason();
        yield Reason.of(SYSTEM, reason == null ? system.getClass().getSimpleName() : reason);
      }
      default -> Reason.of(SYSTEM, String.valueOf(failure.getMessage()));
    };
  }
}
