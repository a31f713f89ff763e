package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;
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

  private final Instance instance;
  private final PortPlan ports;
  private final String publicUrl;
  private final Consortium consortium;
  private final Clients clients;
  private final EmbeddedServers servers;
  private final Supervisor supervisor;
  private final Guardian guardian;
  private final ServiceParts services;
  private final FasterStarts fasterStarts;
  private final Progress progress;

  Platform(
      Instance instance,
      PortPlan ports,
      String publicUrl,
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
    this.publicUrl = publicUrl;
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
   * Starts all and returns once all parts serve.
   *
   * @throws org.yipiao.quickstart.supervision.PartFailure when one does not come up; everything is
   *     stopped
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted;
   *     everything is stopped
   * @throws Instance.InUseException when the data directory is in use by another process
   * @throws IllegalStateException when an external server does not answer; nothing was started
   */
  public static Platform start(PlatformOptions options, Progress progress) {
    options.external().requireReachable();
    Instance instance = Instance.open(options.root(), options.instance());
    try {
      return new PlatformStart(options, instance, progress).run();
    } catch (RuntimeException | Error failure) {
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

  /** {@code http://127.0.0.1:port} of a part's HTTP port. */
  public String url(PlatformPort port) {
    return ports.url(port);
  }

  /** The origin that browsers call, which is the issuer of all tokens too. */
  public String publicUrl() {
    return publicUrl;
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
    } catch (IOException leftover) {
      // An empty registry disturbs nobody.
    } finally {
      instance.close();
    }
  }

  InstanceDescription description(String state) {
    return InstanceDescription.of(
        state, ports, publicUrl, supervisor.status(), consortium.trustFile());
  }
}
