package org.yipiao.acceptance.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.yipiao.embedded.Directories;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A clone that was built already: a folder with links to what the build of this one made. All it
 * unpacks, keys, data and logs lie in the folder itself.
 */
final class BuiltClone implements AutoCloseable {

  private static final Path REPOSITORY =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final List<String> APPLICATIONS =
      List.of(
          "ledger-node/server",
          "invoice-service/server",
          "claims-service/server",
          "hospital-gateway",
          "mobile-bff",
          "infra/edge",
          "infra/authorization-server",
          "infra/sandbox");

  private final Path root;
  private final Map<String, String> environment;

  private BuiltClone(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /** What a command printed and ended with. */
  record Said(int exit, String text) {}

  /** Makes the folder and links what is built. */
  static BuiltClone in(Path root) throws IOException {
    return in(root, Map.of());
  }

  /** A clone whose commands see further environment variables. */
  static BuiltClone in(Path root, Map<String, String> environment) throws IOException {
    for (String module : APPLICATIONS) {
      Path target = Files.createDirectories(root.resolve(module).resolve("target"));
      try (Stream<Path> built = Files.list(REPOSITORY.resolve(module).resolve("target"))) {
        for (Path jar : built.filter(file -> file.toString().endsWith("-exec.jar")).toList()) {
          Files.createSymbolicLink(target.resolve(jar.getFileName()), jar);
        }
      }
    }
    Path embedded = Files.createDirectories(root.resolve("infra/embedded/target"));
    Files.createSymbolicLink(
        embedded.resolve("servers"), REPOSITORY.resolve("infra/embedded/target/servers"));
    return new BuiltClone(root, environment);
  }

  /**
   * A clone in which a demo has run before, if one has in this one: its applications are unpacked,
   * with their ahead-of-time caches. What is tested in it is not the first start.
   */
  static BuiltClone warm(Path root, Map<String, String> environment) throws IOException {
    BuiltClone clone = in(root, environment);
    Path unpacked = Files.createDirectories(root.resolve(".yipiao"));
    for (String kind : List.of("applications", "servers")) {
      Path here = REPOSITORY.resolve(".yipiao").resolve(kind);
      if (Files.isDirectory(here)) {
        Files.createSymbolicLink(unpacked.resolve(kind), here);
      }
    }
    return clone;
  }

  Path root() {
    return root;
  }

  /** Data of {@code yipiao up}. */
  Path data() {
    return Instance.directory(root, "up");
  }

  InstanceDescription description() {
    return InstanceDescription.read(data()).orElseThrow();
  }

  /** Runs a command to its end. */
  Said run(String... words) throws IOException, InterruptedException {
    Path output = Files.createTempFile("yipiao", ".out");
    Process process = start(output, words);
    try {
      if (!process.waitFor(Duration.ofMinutes(15).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(List.of(words) + " did not end: " + Files.readString(output));
      }
      return new Said(process.exitValue(), Files.readString(output));
    } finally {
      process.destroy();
      Files.delete(output);
    }
  }

  /** Runs a demo that has to end with exit code 0, and gives its report. */
  JsonNode demo(Path report, String... options) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("demo", "--exit", "--json", report.toString()));
    words.addAll(List.of(options));
    Said said = run(words.toArray(String[]::new));
    if (said.exit() != 0) {
      throw new AssertionError("ended with " + said.exit() + ": " + said.text());
    }
    return JsonMapper.shared().readTree(Files.readString(report));
  }

  /** Starts a command that writes what it says into a file. */
  Process start(Path output, String... words) throws IOException {
    var command = new ArrayList<String>();
    // A suite that runs in the background ignores Ctrl-C, and so would all that it starts.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dyipiao.root=" + root);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.yipiao.cli.YipiaoCommand");
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  /** Processes that have this clone's path in their command line or working directory. */
  List<String> processes() throws IOException {
    var found = new TreeSet<String>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(path -> path.toString().matches("/proc/[0-9]+")).toList()) {
        String command = commandLine(process);
        if (!command.isEmpty() && (command.contains(root.toString()) || worksHere(process))) {
          found.add(process + " " + command.substring(0, Math.min(200, command.length())));
        }
      }
    }
    return List.copyOf(found);
  }

  private boolean worksHere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(root);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Empty for a process that has ended. */
  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  /** Stops what runs and removes the folder. */
  @Override
  public void close() throws IOException {
    try {
      run("down");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Directories.remove(root);
  }
}
