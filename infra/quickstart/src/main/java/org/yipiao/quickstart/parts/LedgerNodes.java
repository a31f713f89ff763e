package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yipiao.embedded.Ports;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.ledger.protocol.suite.KeyFiles;

/**
 * The validators' nodes of a new development consortium as a platform runs them, each in a process
 * of its own, without any other service. Nodes are named by their index from 0, in the order of
 * member numbers. They end with this process.
 */
public final class LedgerNodes implements AutoCloseable {

  /** As a platform's nodes have. */
  private static final JvmSettings JVM = new JvmSettings(512, false, false);

  private static final int GRACE_SECONDS = 60;
  private static final int STAGE = 30;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path directory;
  private final ApplicationImage image;
  private final Consortium consortium;
  private final LedgerNodeSettings settings;
  private final Tokens tokens;
  private final Guardian guardian;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, ChildProcess> running = new ConcurrentSkipListMap<>();

  /**
   * Whose tokens the nodes take.
   *
   * @param issuer the {@code iss} of a token
   * @param jwkSetUri where the issuer's keys are
   * @param tokenUri where the nodes get tokens for each other
   */
  public record Tokens(String issuer, URI jwkSetUri, URI tokenUri) {}

  private LedgerNodes(
      Path directory, ApplicationImage image, LedgerNodeSettings settings, Tokens tokens) {
    this.directory = directory;
    this.image = image;
    this.consortium = settings.consortium();
    this.settings = settings;
    this.tokens = tokens;
    this.guardian =
        Guardian.of(ProcessIdentity.ofThisProcess(), directory.resolve("guardian"), GRACE_SECONDS);
  }

  /**
   * Founds a consortium whose nodes do not run yet.
   *
   * @param root the clone, whose ledger node is built
   * @param directory an empty one, or one to be made
   */
  public static LedgerNodes found(Path root, Path directory, Tokens tokens) {
    ApplicationImage image = new ApplicationImages(root).of(Consortium.MODULE);
    Set<Integer> taken = new HashSet<>();
    List<Integer> gossip = Stream.generate(() -> Ports.anyFree(taken)).limit(size()).toList();
    List<String> urls =
        Stream.generate(() -> "http://127.0.0.1:" + Ports.anyFree(taken)).limit(size()).toList();
    Path absolute = directory.toAbsolutePath().normalize();
    var consortium =
        Consortium.in(
            absolute.resolve("consortium"),
            image,
            gossip,
            absolute.resolve("founding.log"),
            System.getenv());
    return new LedgerNodes(
        absolute, image, new LedgerNodeSettings(consortium, urls, gossip), tokens);
  }

  /** How many validators there are. */
  public static int size() {
    return Consortium.VALIDATORS.size();
  }

  /** Genesis, trust root and all members' keys. */
  public Consortium consortium() {
    return consortium;
  }

  /** The nodes' base addresses. */
  public List<URI> uris() {
    return settings.urls().stream().map(URI::create).toList();
  }

  /** A node's data: {@code store} and {@code engine}. */
  public Path data(int index) {
    return home(index).resolve("data");
  }

  /** The program's class path, for programs of its own that look at a node's data. */
  public String classPath() {
    return image.classPath();
  }

  /** The process ids of the nodes that run. */
  public Map<String, Long> processes() {
    Map<String, Long> processes = new TreeMap<>();
    running.forEach((index, child) -> processes.put(child.name(), child.pid()));
    return processes;
  }

  /**
   * Starts a node and does not wait for it.
   *
   * @param jvmOptions further ones
   */
  public void start(int index, List<String> jvmOptions) {
    Path home = home(index);
    try {
      Files.createDirectories(home);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + home, failure);
    }
    PropertiesFile.write(home.resolve("application.properties"), properties(index));
    running.put(
        index,
        guardian.start(
            new ChildSpec(
                name(index),
                STAGE,
                JVM.command(image, jvmOptions),
                Map.of("LC_ALL", "C.UTF-8"),
                home,
                directory.resolve(name(index) + ".log"),
                Duration.ofSeconds(GRACE_SECONDS))));
  }

  /** Waits until all nodes that run say that they are up. */
  public void awaitUp(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int index : List.copyOf(running.keySet())) {
      var health = new HealthProbe(http, uris().get(index).resolve("/actuator/health"));
      while (!health.isUp()) {
        ChildProcess child = running.get(index);
        if (child == null || !child.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%s is not up; log: %s"
                  .formatted(name(index), directory.resolve(name(index) + ".log")));
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  /** Ends a node by SIGTERM and waits until it has ended. */
  public void stop(int index) {
    var child = running.remove(index);
    if (child != null) {
      child.stop();
    }
  }

  /** Ends a node by SIGKILL and waits until it has ended. */
  public void kill(int index) {
    var child = running.remove(index);
    if (child != null) {
      child.kill();
    }
  }

  private Map<String, String> properties(int index) {
    var all = new HashMap<>(settings.of(index));
    String member = Consortium.VALIDATORS.get(index);
    Path key = consortium.keys(member).resolve("transaction.p12");
    all.put("server.address", "127.0.0.1");
    all.put("server.port", Integer.toString(uris().get(index).getPort()));
    all.put("server.shutdown", "graceful");
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    all.put("yipiao.security.issuer", tokens.issuer());
    all.put("yipiao.security.jwk-set-uri", tokens.jwkSetUri().toString());
    all.put("yipiao.oauth.token-uri", tokens.tokenUri().toString());
    all.put("yipiao.oauth.client-id", member);
    all.put("yipiao.oauth.key-store", key.toString());
    all.put("yipiao.oauth.key-store-password-file", KeyFiles.passwordFile(key).toString());
    return all;
  }

  private Path home(int index) {
    return directory.resolve(name(index));
  }

  private static String name(int index) {
    return "ledger-" + Consortium.VALIDATORS.get(index);
  }

  /** Ends all nodes by SIGTERM, at once. */
  @Override
  public void close() {
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
      List.copyOf(running.values()).forEach(child -> each.execute(child::stop));
    }
    running.clear();
    guardian.close();
    http.close();
  }

  /** All indexes. */
  public static List<Integer> all() {
    return IntStream.range(0, size()).boxed().toList();
  }
}
