package org.yipiao.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code yipiao doctor}: what the machine lacks and how to get it; 1 when something is needed. A
 * script of its own, because it must run where there is neither a JDK nor a build.
 */
final class DoctorCommand {

  private final Path root;

  DoctorCommand(Path root) {
    this.root = root;
  }

  ExitCode run(List<String> words) {
    new Arguments(words, Set.of(), name -> false).none();
    try {
      Process doctor =
          new ProcessBuilder(
                  "bash",
                  root.resolve("infra/cli/doctor.sh").toString(),
                  root.toString(),
                  System.getProperty("java.home"))
              .inheritIO()
              .start();
      return doctor.waitFor() == 0 ? ExitCode.OK : ExitCode.FAILED;
    } catch (IOException noBash) {
      System.err.println("yipiao: bash is needed: " + noBash.getMessage());
      return ExitCode.FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }
}
