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

/** Says in words why a file or a folder cannot be read. */
public final class ReadFault {

  /** Said of a folder where a file is wanted. */
  public static final String FOLDER = "it is a folder";

  private static final String NO_PERMISSION = "no permission to read it";

  private ReadFault() {}

  /** What keeps a regular file from being read; empty when nothing does. Opens nothing. */
  public static Optional<String> ofFile(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return Optional.of(FOLDER);
      }
      if (!attributes.isRegularFile()) {
        return Optional.of("it is no regular file");
      }
      return Files.isReadable(file) ? Optional.empty() : Optional.of(NO_PERMISSION);
    } catch (IOException failure) {
      return Optional.of(of(failure));
    }
  }

  /** What keeps a folder from being listed; empty when nothing does. */
  public static Optional<String> ofFolder(Path folder) {
    try {
      if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
        return Optional.of("it is no folder");
      }
      return Files.isReadable(folder) && Files.isExecutable(folder)
          ? Optional.empty()
          : Optional.of(NO_PERMISSION);
    } catch (IOException failure) {
      return Optional.of(of(failure));
    }
  }

  /** Why reading failed, without the name of the file. */
  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> NO_PERMISSION;
      case CharacterCodingException _ -> "it is not UTF-8";
      case FileSystemException system -> {
        String reason = system.getReason();
        yield reason == null ? system.getClass().getSimpleName() : reason;
      }
      default -> String.valueOf(failure.getMessage());
    };
  }
}
