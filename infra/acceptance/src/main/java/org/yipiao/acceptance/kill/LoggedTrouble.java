package org.yipiao.acceptance.kill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a part said of its troubles, for who reads a run's output and has not its files. */
final class LoggedTrouble {

  /** The last of them lead to how it ended. */
  private static final int MOST_LINES = 40;

  private static final int MOST_CHARACTERS = 300;

  /**
   * Warnings, errors with their causes, and what a node's engine became; without the many of
   * requests that were turned away meanwhile.
   */
  private static final Pattern TELLING =
      Pattern.compile("^(?!.* answered [A-Z]+ /).*(?: (WARN|ERROR) |^Caused by: |engine [A-Z_]+$)");

  private LoggedTrouble() {}

  /**
   * The last telling lines of a log, each cut off where it becomes long.
   *
   * @throws IOException when there is no such log
   */
  static List<String> in(Path log) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    // A process that was killed may have left half a character.
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      lines
          .filter(line -> TELLING.matcher(line).find())
          .forEach(line -> {
            if (last.size() == MOST_LINES) {
              last.removeFirst();
            }
            last.addLast(line.substring(0, Math.min(line.length(), MOST_CHARACTERS)));
          });
    }
    return List.copyOf(last);
  }
}
