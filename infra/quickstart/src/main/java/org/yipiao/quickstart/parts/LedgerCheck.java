package org.yipiao.quickstart.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A ledger node's directory, checked by the node's own program. */
public final class LedgerCheck {

  private static final int MAX_LINES = 200;

  private static final String CHECK = "org.yipiao.ledger.server.fsck.Fsck";

  private LedgerCheck() {}

  /**
   * Checks a directory whose node does not run; what is found goes to this process's own output.
   *
   * @param root the clone
   * @param directory the node's
   * @param consortium folder with genesis and trust root
   * @return 0 when it is sound, 1 when something was found, 2 when there is nothing to check
   */
  public static int run(Path root, Path directory, Path consortium) {
    Said said = check(root, directory, consortium, ProcessBuilder.Redirect.INHERIT);
    return said.exit();
  }

  /**
   * What a check came to.
   *
   * @param exit 0 when it is sound, 1 when something was found, 2 when there is nothing to check
   * @param lines what it said, the first {@value #MAX_LINES} of them
   */
  public record Said(int exit, List<String> lines) {

    public Said {
      lines = List.copyOf(lines);
    }
  }

  /** Checks as {@link #run} does and keeps what is said. */
  public static Said listen(Path root, Path directory, Path consortium) {
    return check(root, directory, consortium, ProcessBuilder.Redirect.PIPE);
  }

  private static Said check(
      Path root, Path directory, Path consortium, ProcessBuilder.Redirect output) {
    ApplicationImage node = new ApplicationImages(root).of(Consortium.MODULE);
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  node.classPath(),
                  CHECK,
                  directory.toString(),
                  consortium.toString())
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(output)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        List<String> lines = firstLines(process);
        return new Said(process.waitFor(), lines);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot check " + directory, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking " + directory, interrupted);
    }
  }

  /** Reads to the end, so that the process never waits for its reader. */
  private static List<String> firstLines(Process process) throws IOException {
    List<String> first = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (first.size() < MAX_LINES) {
          first.add(line);
        }
      }
    }
    return first;
  }
}
