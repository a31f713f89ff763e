package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.process.AotCache;
import org.yipiao.embedded.process.ChildProcess;

/**
 * An application taken out of its executable jar, so that it starts from plain jars with an
 * ahead-of-time cache and keeps running while the clone is built anew.
 *
 * @param directory with {@code application.jar} and {@code lib}
 * @param mainClass of the application
 */
record ApplicationImage(Path directory, String mainClass) {

  private static final Object WITHIN_THIS_JVM = new Object();
  private static final String JAR = "application.jar";

  /**
   * The image of an executable jar, made if it is not there yet.
   *
   * @param executable a jar of Spring Boot
   * @param images where images are kept
   */
  static ApplicationImage of(Path executable, Path images) {
    String name = executable.getFileName().toString().replaceFirst("-[0-9].*$", "");
    try {
      Path directory =
          images.resolve("%s-%x-%x".formatted(name, contents(executable), Files.size(executable)));
      synchronized (WITHIN_THIS_JVM) {
        Files.createDirectories(images);
        try (var channel =
                FileChannel.open(
                    images.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.lock()) {
          if (lock.isValid() && !Files.isDirectory(directory)) {
            extract(executable, directory);
            removeUnused(images, name, directory);
          }
        }
      }
      return new ApplicationImage(directory, mainClass(directory));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot unpack %s; it is built by ./yipiao".formatted(executable), failure);
    }
  }

  /** The image that lies in this directory; empty when it holds none. */
  static Optional<ApplicationImage> at(Path directory) {
    if (!directory.getFileName().toString().matches(".*-[0-9a-f]+-[0-9a-f]+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ApplicationImage(directory, mainClass(directory)));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the image " + directory, failure);
    }
  }

  /**
   * A digest of the names and check sums of all entries. The time of a reproducible jar says
   * nothing: it is the same for every build.
   */
  private static long contents(Path executable) throws IOException {
    var digest = new CRC32();
    try (var jar = new ZipFile(executable.toFile())) {
      jar.stream()
          .forEach(entry ->
              digest.update(
                  (entry.getName() + ':' + entry.getCrc() + ';').getBytes(StandardCharsets.UTF_8)));
    }
    return digest.getValue();
  }

  /** {@code application.jar} and its libraries, in the order of its manifest. */
  String classPath() {
    return directory.resolve(JAR).toString();
  }

  /** Options of every run that change the module graph. */
  static final List<String> MODULES = List.of("--enable-native-access=ALL-UNNAMED");

  /** Its classes linked ahead of time, recorded by an earlier run. */
  AotCache aotCache() {
    return new AotCache(directory, classPath(), MODULES);
  }

  String name() {
    return directory.getFileName().toString().replaceFirst("-[0-9a-f]+-[0-9a-f]+$", "");
  }

  private static void extract(Path executable, Path directory) throws IOException {
    Path partial =
        Directories.emptied(directory.resolveSibling(directory.getFileName() + ".partial"));
    Path output = partial.resolve("extract.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                executable.toAbsolutePath().toString(),
                "extract",
                "--force",
                "--application-filename",
                JAR,
                "--destination",
                partial.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", ChildProcess.lastLines(output, 3)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", interrupted);
    }
    Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Older images of the application, except those a process still runs from. */
  private static void removeUnused(Path images, String name, Path current) throws IOException {
    List<String> running =
        ProcessHandle.allProcesses()
            .<String>flatMap(process -> process.info().commandLine().stream())
            .toList();
    try (var all = Files.list(images)) {
      for (Path image :
          all.filter(path -> path.getFileName().toString().matches(name + "-[0-9a-f]+-[0-9a-f]+"))
              .filter(path -> !path.equals(current))
              .toList()) {
        if (running.stream().noneMatch(line -> line.contains(image.toString()))) {
          Directories.remove(image);
        }
      }
    }
  }

  private static String mainClass(Path directory) throws IOException {
    try (var jar = new JarFile(directory.resolve(JAR).toFile())) {
      Manifest manifest = jar.getManifest();
      String main = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
      if (main == null) {
        throw new IOException(directory.resolve(JAR) + " names no main class");
      }
      return main;
    }
  }
}
