package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that comes with the ledger node, run as a process of its own. */
public final class NodeProgram {

  private NodeProgram() {}

  /**
   * Makes a member's keys, see {@code org.yipiao.ledger.server.keys.KeyMaker}; what it says goes to
   * this process's own output.
   *
   * @param root the clone
   * @return its exit code
   */
  public static int makeKeys(Path root, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                new ApplicationImages(root).of(Consortium.MODULE).classPath(),
                "org.yipiao.ledger.server.keys.KeyMaker"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      try {
        return process.waitFor();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make keys", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keys are made", interrupted);
    }
  }
}
