package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A ledger node's directory, checked by the node's own program. */
public final class LedgerCheck {

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
              .inheritIO()
              .start();
      try {
        return process.waitFor();
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
}
