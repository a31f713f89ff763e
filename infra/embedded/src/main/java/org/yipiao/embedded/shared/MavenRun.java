package org.yipiao.embedded.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.process.ProcessIdentity;

/**
 * The Maven run this JVM belongs to, with a directory that its test JVMs share.
 *
 * @param process Maven itself; this JVM when it was not started by Maven, as in an IDE
 * @param root the clone
 */
record MavenRun(ProcessIdentity process, Path root) {

  private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";
  private static final Object WITHIN_THIS_JVM = new Object();

  /** The run of this JVM. */
  static MavenRun current() {
    Path root =
        Path.of(System.getProperty("yipiao.root", System.getProperty("user.dir"))).toAbsolutePath();
    return new MavenRun(
        maven(ProcessHandle.current()).orElseGet(ProcessIdentity::ofThisProcess), root);
  }

  /** What this run's test JVMs share for one purpose; gone when the run is. */
  Path directory(String purpose) {
    return shared().resolve(process.pid() + "-" + process.birth() + "-" + purpose);
  }

  /** Runs an action while no other JVM of this clone does. */
  <T> T exclusively(Supplier<T> action) {
    synchronized (WITHIN_THIS_JVM) {
      try {
        Files.createDirectories(shared());
        try (var channel =
                FileChannel.open(
                    shared().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.lock()) {
          if (!lock.isValid()) {
            throw new IllegalStateException("lost the lock in " + shared());
          }
          removeLeftovers();
          return action.get();
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot lock " + shared(), failure);
      }
    }
  }

  private Path shared() {
    return root.resolve("target/shared-test");
  }

  /** Directories of runs that ended without their guardian, as after a power cut. */
  private void removeLeftovers() throws IOException {
    try (var runs = Files.list(shared())) {
      for (Path run : runs.filter(Files::isDirectory).toList()) {
        boolean living =
            ProcessIdentity.parse(
                    run.getFileName().toString().replaceFirst("^(\\d+)-(\\d+)-.*", "$1 $2"))
                .filter(ProcessIdentity::isAlive)
                .isPresent();
        if (!living && !Files.exists(run.resolve("guardian"))) {
          Directories.remove(run);
        }
      }
    }
  }

  private static Optional<ProcessIdentity> maven(ProcessHandle process) {
    return process
        .parent()
        .flatMap(parent ->
            commandLine(parent.pid()).contains(LAUNCHER)
                ? ProcessIdentity.of(parent.pid())
                : maven(parent));
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }
}
