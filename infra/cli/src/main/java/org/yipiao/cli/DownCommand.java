package org.yipiao.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.parts.Platform;

/** {@code yipiao down}: stops the platform, and removes its data on demand. */
final class DownCommand {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path root;

  DownCommand(Path root) {
    this.root = root;
  }

  ExitCode run(List<String> words) {
    var arguments = new Arguments(words, Set.of("--wipe"), name -> false);
    arguments.none();
    Path directory = Instance.directory(root, UpCommand.INSTANCE);
    Optional<ProcessIdentity> running = Instance.holder(directory);
    if (running.isEmpty()) {
      System.out.println("not running");
    } else if (!end(running.get())) {
      System.err.println(
          "yipiao: pid " + running.get().pid() + " was killed: it did not end in time");
    } else {
      System.out.println("stopped");
    }
    if (arguments.has("--wipe") && Files.isDirectory(directory)) {
      try {
        Platform.wipe(root, UpCommand.INSTANCE, ExternalServers.of(System.getenv()));
      } catch (IllegalStateException | IllegalArgumentException external) {
        System.err.println("yipiao: nothing was removed: " + external.getMessage());
        return ExitCode.FAILED;
      }
      System.out.println("removed " + directory);
    }
    return ExitCode.OK;
  }

  /** Asks it to end, and kills it when it does not; its guardian then ends the parts. */
  private static boolean end(ProcessIdentity supervisor) {
    Optional<ProcessHandle> process = ProcessHandle.of(supervisor.pid());
    if (process.isEmpty() || !supervisor.isAlive()) {
      return true;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException tooLong) {
      process.get().destroyForcibly();
      process.get().onExit().join();
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
