package org.yipiao.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A Java program's classes, loaded and linked ahead of time, with the profiles of an earlier run:
 * it starts in about half the time (JEP 483, 514 and 515).
 *
 * <p>One run records what it uses and writes that down at its clean end; {@link #assemble} makes
 * the cache of it. The JVM itself refuses a cache that does not fit its version or class path and
 * starts without.
 */
public final class AotCache {

  private static final String CACHE = "classes.aot";
  private static final String RECORDING = ".recording";
  private static final Duration ASSEMBLY = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int STAGE = 99;

  private final Path directory;
  private final String classPath;
  private final List<String> modules;

  /**
   * The cache of one program.
   *
   * @param directory where it is kept; belongs to this version of the program alone
   * @param classPath the class path of every run, without wildcards
   * @param modules options of every run that change the module graph
   */
  public AotCache(Path directory, String classPath, List<String> modules) {
    this.directory = directory;
    this.classPath = classPath;
    this.modules = List.copyOf(modules);
  }

  /**
   * Options for a run: it uses the cache when there is one.
   *
   * @param records whether it records when there is none; recording costs time, so one of several
   *     equal processes is enough
   */
  public List<String> options(boolean records) {
    if (Files.exists(directory.resolve(CACHE))) {
      return List.of("-XX:AOTCache=" + directory.resolve(CACHE), "-Xlog:aot=off", "-Xlog:cds=off");
    }
    if (!records || recordings().anyMatch(recording -> !isAbandoned(recording))) {
      return List.of();
    }
    return List.of(
        "-XX:AOTMode=record",
        "-XX:AOTConfiguration=" + directory.resolve(recordingName()),
        "-Xlog:aot=off",
        "-Xlog:cds=off");
  }

  /** Whether a run has left a recording and no cache was made of it yet. */
  public boolean isDue() {
    return !Files.exists(directory.resolve(CACHE))
        && recordings().anyMatch(recording -> !isUnderWay(recording));
  }

  /**
   * Makes the cache from a recording. One that cannot be used, such as that of a run that was
   * killed, is removed: a later run records again. An interrupted call keeps it for the next.
   *
   * @param name of the process, as in {@link ChildSpec}
   * @param log receives the output
   * @throws UncheckedIOException when files cannot be moved
   */
  public void assemble(Guardian guardian, String name, Path log) {
    Path partial = directory.resolve(CACHE + "." + UUID.randomUUID() + ".partial");
    try {
      for (Path recording : recordings().filter(one -> !isUnderWay(one)).toList()) {
        if (!Files.exists(directory.resolve(CACHE))
            && succeeds(guardian.start(assembly(name, recording, partial, log)))
            && Files.exists(partial)) {
          Files.move(partial, directory.resolve(CACHE), StandardCopyOption.ATOMIC_MOVE);
        }
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
        Files.deleteIfExists(recording);
      }
      Files.deleteIfExists(partial);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + directory.resolve(CACHE), failure);
    }
  }

  private static boolean succeeds(ChildProcess child) {
    boolean ended = child.awaitExit(ASSEMBLY);
    child.stop();
    return ended && child.onExit().join() == 0;
  }

  /** The linked heap objects can be written from G1 alone; any collector can read them. */
  private ChildSpec assembly(String name, Path recording, Path output, Path log) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseG1GC"));
    command.addAll(modules);
    command.addAll(List.of("-Xlog:aot=off", "-Xlog:cds=off", "-XX:AOTMode=create"));
    command.add("-XX:AOTConfiguration=" + recording);
    command.add("-XX:AOTCache=" + output);
    command.addAll(List.of("-cp", classPath));
    return new ChildSpec(name, STAGE, command, Map.of(), directory, log, GRACE);
  }

  private Stream<Path> recordings() {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(RECORDING)).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + directory, failure);
    }
  }

  /** Names the process whose child writes it. */
  private static String recordingName() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID() + RECORDING;
  }

  /** The JVM makes the file at its start, empty, and fills it at its end. */
  private static boolean isUnderWay(Path recording) {
    return isEmpty(recording) && isOfALivingProcess(recording);
  }

  private static boolean isAbandoned(Path recording) {
    return isEmpty(recording) && !isOfALivingProcess(recording);
  }

  private static boolean isEmpty(Path recording) {
    return recording.toFile().length() == 0;
  }

  private static boolean isOfALivingProcess(Path recording) {
    String pid = recording.getFileName().toString().replaceFirst("-.*", "");
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }
}
