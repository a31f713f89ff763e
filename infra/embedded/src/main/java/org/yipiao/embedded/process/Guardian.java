package org.yipiao.embedded.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Starts child processes and sees to it that they end with the process that answers for them, even
 * when that one is killed with SIGKILL.
 *
 * <p>Beside the children runs a small shell script that watches the answering process twice a
 * second. Once it is gone, the script ends the children by stages, highest first: SIGTERM, and
 * SIGKILL after a grace. Each child is in a session of its own, so that a Ctrl-C in the terminal
 * reaches only the process that decides about it.
 *
 * <p>Linux only: it reads {@code /proc}.
 */
public final class Guardian implements AutoCloseable {

  private final Path registry;
  private final Path launcher;
  private final Process watcher;

  private Guardian(Path registry, Path launcher, Process watcher) {
    this.registry = registry;
    this.launcher = launcher;
    this.watcher = watcher;
  }

  /**
   * A guardian whose children end with the given process.
   *
   * @param answering the process the children belong to
   * @param directory directory for registrations, made if missing; not shared with another guardian
   * @param graceSeconds seconds each stage is given to end by itself
   */
  public static Guardian of(ProcessIdentity answering, Path directory, int graceSeconds) {
    return of(answering, directory, graceSeconds, List.of());
  }

  /** Like {@link #of} and removes a scratch directory after the children have ended. */
  public static Guardian withScratch(
      ProcessIdentity answering, Path directory, int graceSeconds, Path scratch) {
    return of(answering, directory, graceSeconds, List.of(scratch.toAbsolutePath().toString()));
  }

  private static Guardian of(
      ProcessIdentity answering, Path directory, int graceSeconds, List<String> further) {
    try {
      Path registry = Files.createDirectories(directory.toAbsolutePath());
      Path launcher = script("launch.sh", registry);
      var command = new ArrayList<String>(ownSession());
      command.addAll(List.of("sh", script("guardian.sh", registry).toString()));
      command.addAll(List.of(Long.toString(answering.pid()), Long.toString(answering.birth())));
      command.addAll(List.of(registry.toString(), Integer.toString(graceSeconds)));
      command.addAll(further);
      Process watcher =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Guardian(registry, launcher, watcher);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start the guardian in " + directory, failure);
    }
  }

  /**
   * Starts a child.
   *
   * @throws UncheckedIOException when the log or the process cannot be made
   */
  public ChildProcess start(ChildSpec spec) {
    Path registration = registry.resolve("%02d-%s.pid".formatted(spec.stage(), spec.name()));
    var command = new ArrayList<String>(ownSession());
    command.addAll(List.of("sh", launcher.toString(), registration.toString()));
    command.addAll(spec.command());
    var builder =
        new ProcessBuilder(command)
            .directory(spec.directory().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    builder.environment().putAll(spec.environment());
    try {
      Files.createDirectories(Objects.requireNonNull(spec.log().toAbsolutePath().getParent()));
      return new ChildProcess(spec, builder.start(), registration);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + spec.name(), failure);
    }
  }

  /** Whether the watching script runs. */
  public boolean isWatching() {
    return watcher.isAlive();
  }

  /** Ends the watching alone; the children must have been stopped before. */
  @Override
  public void close() {
    watcher.destroy();
  }

  /** A prefix that detaches a command from our session; setsid keeps the pid. */
  private static List<String> ownSession() {
    return Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();
  }

  private static Path script(String name, Path registry) throws IOException {
    Path target = registry.resolve(name);
    try (InputStream source =
        Objects.requireNonNull(Guardian.class.getResourceAsStream(name), name)) {
      Files.write(target, source.readAllBytes());
    }
    return target;
  }
}
