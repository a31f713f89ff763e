package org.yipiao.quickstart.parts;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.ServerBinaries;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;
import org.yipiao.quickstart.supervision.Part;
import org.yipiao.quickstart.supervision.Progress;
import org.yipiao.quickstart.supervision.Supervisor;

/**
 * One start of a platform on a data directory: ports, programs, accounts and keys, then the parts.
 * What it has started is stopped again when it fails.
 */
final class PlatformStart {

  private static final int GRACE_SECONDS = 15;

  /** At least the four ledger nodes, which serve only once a quorum of them runs. */
  private static final int STARTING_AT_ONCE = 6;

  private final PlatformOptions options;
  private final Instance instance;
  private final Progress progress;

  PlatformStart(PlatformOptions options, Instance instance, Progress progress) {
    this.options = options;
    this.instance = instance;
    this.progress = progress;
  }

  /** Returns once all parts serve; see {@link Platform#start}. */
  Platform run() {
    instance.rotateLogs();
    PortPlan ports = PortPlan.choose(options.ports(), instance.previousPorts(), progress::note);
    describe("starting", ports);
    Guardian guardian =
        Guardian.of(ProcessIdentity.ofThisProcess(), instance.registry(), GRACE_SECONDS);
    try {
      return run(ports, guardian);
    } catch (RuntimeException | Error failure) {
      guardian.close();
      try {
        describe("failed", ports);
      } catch (RuntimeException undescribed) {
        failure.addSuppressed(undescribed);
      }
      throw failure;
    }
  }

  /** Nobody but the public door is called by browsers. */
  private String publicUrl(PortPlan ports) {
    return options.publicUrl().orElseGet(() -> ports.url(PlatformPort.EDGE));
  }

  private void describe(String state, PortPlan ports) {
    Path trust = instance.directory().resolve("consortium/consortium.json");
    instance.describe(InstanceDescription.of(state, ports, publicUrl(ports), List.of(), trust));
  }

  private Platform run(PortPlan ports, Guardian guardian) {
    var images = new ApplicationImages(options.root());
    ServerBinaries binaries = ServerBinaries.ofClone(options.root());
    var fasterStarts = new FasterStarts(images, binaries, instance.logs().resolve("aot.log"));
    fasterStarts.prepare(guardian, progress);
    Map<String, DatabaseAccount> accounts = Databases.in(instance.secrets(), options.external());
    EmbeddedServers servers = servers(guardian, binaries, ports, List.copyOf(accounts.values()));
    progress.note("preparing keys and applications");
    Path clientsDirectory = instance.directory().resolve("clients");
    Clients clients = Clients.in(clientsDirectory, publicUrl(ports));
    Consortium consortium = consortium(images, ports);
    var common = new CommonSettings(ports, publicUrl(ports), servers, clients, instance.secrets());
    var settings = new ServiceSettings(common, accounts, consortium);
    var doors = new DoorSettings(common, consortium, Staff.file(clientsDirectory));
    ServiceParts services = services(guardian, images, ports, settings, doors);
    Supervisor supervisor = new Supervisor(parts(servers, services), STARTING_AT_ONCE, progress);
    var platform =
        new Platform(
            instance,
            ports,
            publicUrl(ports),
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
    startAll(supervisor, platform);
    return platform;
  }

  private EmbeddedServers servers(
      Guardian guardian, ServerBinaries binaries, PortPlan ports, List<DatabaseAccount> accounts) {
    return EmbeddedServers.of(
        new EmbeddedServers.Config(
            guardian,
            binaries,
            instance.directory().resolve("servers"),
            instance.logs(),
            ports.of(PlatformPort.MYSQL),
            ports.of(PlatformPort.REDIS),
            ports.of(PlatformPort.KAFKA),
            accounts,
            options.external()));
  }

  private Consortium consortium(ApplicationImages images, PortPlan ports) {
    return Consortium.in(
        instance.directory().resolve("consortium"),
        images.of(Consortium.MODULE),
        ports,
        instance.logs().resolve("consortium.log"),
        options.founding(System.getenv()));
  }

  private ServiceParts services(
      Guardian guardian,
      ApplicationImages images,
      PortPlan ports,
      ServiceSettings settings,
      DoorSettings doors) {
    return new ServiceParts(
        instance,
        ports,
        guardian,
        images,
        settings,
        doors,
        httpClient(),
        new ConcurrentHashMap<>(options.settings()));
  }

  private static HttpClient httpClient() {
    return HttpClient.newBuilder()
        .version(Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  private List<Part> parts(EmbeddedServers servers, ServiceParts services) {
    var parts = new ArrayList<Part>();
    servers.names().forEach(name -> parts.add(new EmbeddedPart(servers, name, instance.logs())));
    parts.addAll(services.all(servers.names()));
    return parts;
  }

  private void startAll(Supervisor supervisor, Platform platform) {
    try {
      supervisor.start();
      instance.describe(platform.description("running"));
    } catch (RuntimeException | Error failure) {
      supervisor.close();
      throw failure;
    }
  }
}
