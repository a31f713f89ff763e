package org.yipiao.quickstart.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.ports.PlatformPort;

/** The data directory of one platform, held by one process at a time. */
public final class Instance implements AutoCloseable {

  private static final int LOGS_KEPT = 3;

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;

  private Instance(Path directory, FileChannel channel, FileLock lock) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
  }

  /** {@code <root>/.yipiao/<name>}. */
  public static Path directory(Path root, String name) {
    return root.toAbsolutePath().normalize().resolve(".yipiao").resolve(name);
  }

  /**
   * Takes the directory, made if missing, until {@link #close} or the end of this process.
   *
   * @throws InUseException when another process has it
   */
  public static Instance open(Path root, String name) {
    Path directory = directory(root, name);
    requireUsable(directory);
    try {
      Directories.createPrivate(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new InUseException(directory);
      }
      return new Instance(directory, channel, lock);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot use " + directory, failure);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  /** A JVM under an ASCII locale cannot open a path with other characters. */
  private static void requireUsable(Path directory) {
    boolean ascii = directory.toString().chars().allMatch(c -> c < 128);
    if (!ascii && !"UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
      throw new IllegalStateException(
          "the path %s needs a UTF-8 locale: set LC_ALL=C.UTF-8".formatted(directory));
    }
  }

  /** All data of this platform. */
  public Path directory() {
    return directory;
  }

  /** One {@code <part>.log} for each part. */
  public Path logs() {
    return directory.resolve("logs");
  }

  /** Where running children are registered. */
  public Path registry() {
    return directory.resolve("run");
  }

  /** Passwords and symmetric keys. */
  public Path secrets() {
    return directory.resolve("secrets");
  }

  /** Puts the logs of earlier starts aside: {@code x.log} becomes {@code x.1.log} and so on. */
  public void rotateLogs() {
    try {
      Files.createDirectories(logs());
      try (var files = Files.list(logs())) {
        for (Path log :
            files.filter(file -> file.toString().matches(".*/[a-z0-9-]+\\.log")).toList()) {
          String stem = log.getFileName().toString().replaceFirst("\\.log$", "");
          if (stem.equals("up")) {
            continue;
          }
          for (int age = LOGS_KEPT; age >= 1; age--) {
            Path younger = age == 1 ? log : log.resolveSibling(stem + "." + (age - 1) + ".log");
            if (Files.exists(younger)) {
              Files.move(
                  younger,
                  log.resolveSibling(stem + "." + age + ".log"),
                  StandardCopyOption.REPLACE_EXISTING);
            }
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot put aside the logs in " + logs(), failure);
    }
  }

  /** Ports of the last start. */
  public Map<PlatformPort, Integer> previousPorts() {
    var ports = new EnumMap<PlatformPort, Integer>(PlatformPort.class);
    InstanceDescription.read(directory)
        .ifPresent(last ->
            last.ports()
                .forEach((label, number) -> {
                  for (PlatformPort port : PlatformPort.values()) {
                    if (port.label().equals(label)) {
                      ports.put(port, number);
                    }
                  }
                }));
    return ports;
  }

  /** Writes {@code instance.json}. */
  public void describe(InstanceDescription description) {
    description.write(directory);
  }

  /** The process that holds a data directory; empty when none does. */
  public static Optional<ProcessIdentity> holder(Path directory) {
    return InstanceDescription.read(directory)
        .map(InstanceDescription::supervisor)
        .flatMap(ProcessIdentity::parse)
        .filter(ProcessIdentity::isAlive);
  }

  /** Removes the directory with all that is in it; to be closed all the same. */
  public void remove() {
    try {
      Directories.remove(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + directory, failure);
    }
  }

  /** Frees the directory. */
  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException alreadyClosed) {
      // The lock ends with the process in any case.
    }
  }

  /** Another process runs a platform over this data. */
  public static final class InUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InUseException(Path directory) {
      super(
          holder(directory)
              .map(holder -> directory + " is in use by the running platform, pid " + holder.pid())
              .orElse(directory + " is in use by another process"));
    }
  }
}
