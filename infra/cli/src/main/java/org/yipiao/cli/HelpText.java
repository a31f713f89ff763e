package org.yipiao.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the commands say about themselves; the script prints the same files. */
final class HelpText {

  private static final Set<String> ASKING = Set.of("--help", "-h");

  private HelpText() {}

  /** Of all commands. */
  static String ofAll() {
    return of("yipiao");
  }

  /**
   * @param command one of the commands
   */
  static String of(String command) {
    try (InputStream source =
        Objects.requireNonNull(
            HelpText.class.getResourceAsStream("help/" + command + ".txt"), command)) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Whether the words after a command ask for it. */
  static boolean isWanted(List<String> words) {
    return !words.isEmpty() && ASKING.contains(words.getFirst());
  }
}
