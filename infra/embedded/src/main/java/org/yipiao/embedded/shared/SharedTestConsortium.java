package org.yipiao.embedded.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;
import tools.jackson.databind.json.JsonMapper;

/**
 * One consortium of four validators for all tests of one Maven run, in a JVM of its own. It ends,
 * and its data is removed, when Maven ends.
 *
 * <p>The module {@code ledger-node/testing} must be packaged before, as {@code mvn verify} does.
 *
 * @param nodes HTTP addresses of the validators, in the order of their numbers
 * @param genesis the genesis file
 * @param trust the trust root, {@code consortium.json}
 * @param members directory with one folder of keys for each member, by tenant
 * @param issuer the {@code iss} of tokens the nodes accept
 * @param jwkSetUri where that issuer's keys are
 * @param token a token of tenant {@code platform} with all scopes of a node
 */
public record SharedTestConsortium(
    List<URI> nodes,
    Path genesis,
    Path trust,
    Path members,
    String issuer,
    URI jwkSetUri,
    String token) {

  private static final String MODULE = "ledger-node/testing";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int GRACE_SECONDS = 10;
  private static @Nullable SharedTestConsortium found;

  /** The lists are copied. */
  public SharedTestConsortium {
    nodes = List.copyOf(nodes);
  }

  /** The consortium of this Maven run, started if need be; its genesis block is final. */
  public static synchronized SharedTestConsortium get() {
    SharedTestConsortium consortium = found;
    if (consortium == null) {
      MavenRun run = MavenRun.current();
      consortium = run.exclusively(() -> findOrStart(run));
      found = consortium;
    }
    return consortium;
  }

  private static SharedTestConsortium findOrStart(MavenRun run) {
    Path directory = run.directory("consortium");
    Path description = directory.resolve("consortium.json");
    try {
      if (!Files.exists(description)) {
        start(run, Files.createDirectories(directory), description);
      }
      return JsonMapper.builder()
          .build()
          .readValue(Files.readString(description), SharedTestConsortium.class);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot use " + directory, failure);
    }
  }

  private static void start(MavenRun run, Path directory, Path description) throws IOException {
    Guardian guardian =
        Guardian.withScratch(
            run.process(), directory.resolve("guardian"), GRACE_SECONDS, directory);
    // The program ends with its standard input: a pipe that it holds open itself never ends.
    List<String> command =
        List.of(
            "sh",
            "-c",
            "{ [ -p \"$0\" ] || mkfifo \"$0\"; } && exec \"$@\" <>\"$0\"",
            directory.resolve("input").toString(),
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            executable(run.root()).toString(),
            "--dir",
            directory.resolve("data").toString(),
            "--out",
            description.toString());
    ChildProcess child =
        guardian.start(
            new ChildSpec(
                "consortium",
                10,
                command,
                Map.of(),
                directory,
                directory.resolve("consortium.log"),
                Duration.ofSeconds(GRACE_SECONDS)));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(description)) {
      if (!child.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the test consortium did not start:%n%s"
                .formatted(String.join(System.lineSeparator(), child.lastLines(30))));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static Path executable(Path root) throws IOException {
    Path target = root.resolve(MODULE).resolve("target");
    try (var files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException(MODULE + " is not packaged: " + target));
    }
  }
}
