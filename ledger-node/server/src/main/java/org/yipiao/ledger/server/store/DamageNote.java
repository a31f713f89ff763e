package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A note in a store's directory that damage was met while it was open: most of what can be damaged
 * is not read when a store is opened. Its text is the failure's, at most {@value #LONGEST} bytes.
 */
final class DamageNote {

  static final String NAME = "damage.txt";

  private static final int LONGEST = 1_024;

  private DamageNote() {}

  /** Leaves it; a disk that does not take it leaves the damage to be met again. */
  static void leave(Path directory, StoreFailure damage) {
    byte[] text = String.valueOf(damage.getMessage()).getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(directory.resolve(NAME), Arrays.copyOf(text, Math.min(text.length, LONGEST)));
    } catch (IOException e) {
      damage.addSuppressed(e);
    }
  }

  static Optional<String> read(Path directory) throws IOException {
    try (var in = Files.newInputStream(directory.resolve(NAME))) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
