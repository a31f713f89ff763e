package org.yipiao.quickstart.parts;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.ServerBinaries;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;
import org.yipiao.quickstart.supervision.Part;
import org.yipiao.quickstart.supervision.PartStatus;
import org.yipiao.quickstart.supervision.Progress;
import org.yipiao.quickstart.supervision.Supervisor;

/**
 * The whole platform on this machine: servers, ledger nodes and services, each a process of its
 * own, started in order, watched, and stopped together.
 *
 * <p>All processes end with this JVM, even when it is killed.
 */
public final class Platform implements AutoCloseable {

  private static final int GRACE_SECONDS = 15;

  /** At least the four ledger nodes, which serve only once a quorum of them runs. */
  private static final int STARTING_AT_ONCE = 6;

  private final Instance instance;
  private final PortPlan ports;
  private final Consortium consortium;
  private final Clients clients;
  private final EmbeddedServers servers;
  private final Supervisor supervisor;
  private final Guardian guardian;
  private final ServiceParts services;
  private final FasterStarts fasterStarts;
  private final Progress progress;

  private Platform(
      Instance instance,
      PortPlan ports,
      Consortium consortium,
      Clients clients,
      EmbeddedServers servers,
      Guardian guardian,
      ServiceParts services,
      Supervisor supervisor,
      FasterStarts fasterStarts,
      Progress progress) {
    this.instance = instance;
    this.ports = ports;
    this.servers = servers;
    this.guardian = guardian;
    this.services = services;
    this.consortium = consortium;
    this.clients = clients;
    this.supervisor = supervisor;
    this.fasterStarts = fasterStarts;
    this.progress = progress;
  }

  /**
   * What to start.
   *
   * @param root the clone
   * @param instance name of the data directory: {@code <root>/.yipiao/<instance>}
   * @param ports ports given by the user; the others are chosen
   * @param external servers to use instead of embedded ones
   * @param settings further application properties of a service, by its name
   */
  public record Options(
      Path root,
      String instance,
      Map<PlatformPort, Integer> ports,
      ExternalServers external,
      Map<String, Map<String, String>> settings) {

    /** Copies, so that they cannot change meanwhile. */
    public Options {
      root = root.toAbsolutePath().normalize();
      ports = Map.copyOf(ports);
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Starts all and returns once all parts serve.
   *
   * @throws org.yipiao.quickstart.supervision.PartFailure when one does not come up; everything is
   *     stopped
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted;
   *     everything is stopped
   * @throws Instance.InUseException when the data directory is in use by another process
   * @throws IllegalStateException when an external server does not answer; nothing was started
   */
  public static Platform start(Options options, Progress progress) {
    options.external().requireReachable();
    Instance instance = Instance.open(options.root(), options.instance());
    try {
      return start(options, instance, progress);
    } catch (RuntimeException failure) {
      instance.close();
      throw failure;
    }
  }

  /**
   * Removes all data of a platform that no process holds, also its databases on an external server.
   *
   * @throws Instance.InUseException when the data directory is in use by another process
   * @throws IllegalStateException when the external MySQL server does not remove them; the data
   *     directory is still there
   */
  public static void wipe(Path root, String name, ExternalServers external) {
    try (Instance held = Instance.open(root, name)) {
      Databases.drop(held.secrets(), external);
      held.remove();
    }
  }

  private static Platform start(Options options, Instance instance, Progress progress) {
    instance.rotateLogs();
    PortPlan ports = PortPlan.choose(options.ports(), instance.previousPorts(), progress::note);
    Path trust = instance.directory().resolve("consortium/consortium.json");
    instance.describe(InstanceDescription.of("starting", ports, List.of(), trust));
    Guardian guardian =
        Guardian.of(ProcessIdentity.ofThisProcess(), instance.registry(), GRACE_SECONDS);
    try {
      return start(options, instance, ports, guardian, progress);
    } catch (RuntimeException failure) {
      guardian.close();
      try {
        instance.describe(InstanceDescription.of("failed", ports, List.of(), trust));
      } catch (RuntimeException undescribed) {
        failure.addSuppressed(undescribed);
      }
      throw failure;
    }
  }

  private static Platform start(
      Options options, Instance instance, PortPlan ports, Guardian guardian, Progress progress) {
    var images = new ApplicationImages(options.root());
    ServerBinaries binaries = ServerBinaries.ofClone(options.root());
    var fasterStarts = new FasterStarts(images, binaries, instance.logs().resolve("aot.log"));
    fasterStarts.prepare(guardian, progress);
    var accounts = Databases.in(instance.secrets(), options.external());
    EmbeddedServers servers =
        EmbeddedServers.of(
            new EmbeddedServers.Config(
                guardian,
                binaries,
                instance.directory().resolve("servers"),
                instance.logs(),
                ports.of(PlatformPort.MYSQL),
                ports.of(PlatformPort.REDIS),
                ports.of(PlatformPort.KAFKA),
                List.copyOf(accounts.values()),
                options.external()));
    progress.note("preparing keys and applications");
    Clients clients = Clients.in(instance.directory().resolve("clients"));
    Consortium consortium =
        Consortium.in(
            instance.directory().resolve("consortium"),
            images.of(Consortium.MODULE),
            ports,
            instance.logs().resolve("consortium.log"));
    var settings =
        new ServiceSettings(ports, servers, accounts, clients, consortium, instance.secrets());
    var services =
        new ServiceParts(
            instance,
            ports,
            guardian,
            images,
            settings,
            httpClient(),
            new ConcurrentHashMap<>(options.settings()));
    var parts = new ArrayList<Part>();
    servers.names().forEach(name -> parts.add(new EmbeddedPart(servers, name, instance.logs())));
    parts.addAll(services.all(servers.names()));
    var supervisor = new Supervisor(parts, STARTING_AT_ONCE, progress);
    var platform =
        new Platform(
            instance,
            ports,
            consortium,
            clients,
            servers,
            guardian,
            services,
            supervisor,
            fasterStarts,
            progress);
    instance.describe(platform.description("starting"));
    options.external().mysql().ifPresent(mysql -> accounts.values().forEach(mysql::create));
    try {
      supervisor.start();
      instance.describe(platform.description("running"));
    } catch (RuntimeException failure) {
      supervisor.close();
      throw failure;
    }
    return platform;
  }

  private static HttpClient httpClient() {
    return HttpClient.newBuilder()
        .version(Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  /** {@code http://127.0.0.1:port} of a part's HTTP port. */
  public String url(PlatformPort port) {
    return ports.url(port);
  }

  /** The ports chosen. */
  public PortPlan ports() {
    return ports;
  }

  /** The HTTP addresses of the four validators, in the order of their numbers. */
  public List<String> ledgerNodes() {
    return services.ledgerUrls();
  }

  /** Genesis, trust root and keys. */
  public Consortium consortium() {
    return consortium;
  }

  /** Keys of the OAuth clients. */
  public Clients clients() {
    return clients;
  }

  /** MariaDB, Redis and Kafka. */
  public EmbeddedServers servers() {
    return servers;
  }

  /** {@code <root>/.yipiao/<instance>}. */
  public Path directory() {
    return instance.directory();
  }

  /** All parts as they are now. */
  public List<PartStatus> status() {
    return supervisor.status();
  }

  /** Ends a part's process with SIGKILL; it is started again by itself. */
  public void kill9(String part) {
    supervisor.kill9(part);
  }

  /** Keeps a part down once its process has ended, or lets it be started again. */
  public void hold(String part, boolean down) {
    supervisor.hold(part, down);
  }

  /** Stops a part cleanly; it is started again by itself. */
  public void restart(String part) {
    supervisor.restart(part);
  }

  /** Stops a service, adds properties to its configuration, and lets it start again. */
  public void restart(String part, Map<String, String> settings) {
    services.configure(part, settings);
    supervisor.restart(part);
  }

  /**
   * Adds properties to a service's configuration that take effect at its next start; an empty value
   * takes one back.
   */
  public void configure(String part, Map<String, String> settings) {
    services.configure(part, settings);
  }

  /** Waits until a part serves with a living process. */
  public void awaitHealthy(String part, Duration timeout) {
    supervisor.awaitHealthy(part, timeout);
  }

  /** Waits until a part serves and waits for nothing outside of it; throws why not. */
  public void awaitReady(String part, Duration timeout) {
    supervisor.awaitReady(part, timeout);
  }

  /** Writes the parts' present processes where others can read them. */
  public void describe() {
    instance.describe(description("running"));
  }

  /**
   * Stops all parts and, once for each build, prepares faster starts of what this run recorded.
   * {@link #close} is still to be called.
   */
  public void stopAndPrepare() {
    instance.describe(description("stopping"));
    supervisor.close();
    fasterStarts.prepare(guardian, progress);
  }

  /** Stops everything in the opposite order and frees the data directory. */
  @Override
  public void close() {
    try {
      instance.describe(description("stopping"));
    } finally {
      // Whatever cannot be written on a full disk, the processes must go.
      supervisor.close();
      guardian.close();
    }
    try {
      instance.describe(description("stopped"));
      Directories.remove(instance.registry());
    } catch (java.io.IOException leftover) {
      // An empty registry disturbs nobody.
    } finally {
      instance.close();
    }
  }

  private InstanceDescription description(String state) {
    return InstanceDescription.of(state, ports, supervisor.status(), consortium.trustFile());
  }
}
