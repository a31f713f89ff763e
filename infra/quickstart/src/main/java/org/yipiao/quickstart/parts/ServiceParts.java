package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.parts.ServiceSettings.Hospital;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;
import org.yipiao.quickstart.supervision.Part;

/** Our own services as parts: which needs which, how much memory, and where each lives. */
final class ServiceParts {

  /** The module of the hospitals' gateways. */
  static final String GATEWAY = "hospital-gateway";

  private static final List<Hospital> HOSPITALS =
      List.of(
          new Hospital("hospital-one", "示范第一医院", 4, PlatformPort.GATEWAY_ONE, PlatformPort.HL7_ONE),
          new Hospital(
              "hospital-two", "示范第二医院", 5, PlatformPort.GATEWAY_TWO, PlatformPort.HL7_TWO));
  private static final int LEDGER_STAGE = 30;
  private static final int SERVICE_STAGE = 40;
  private static final int EDGE_STAGE = 50;
  private static final int DOOR_STAGE = 60;
  private static final String BFF = "mobile-bff";

  private final Instance instance;
  private final PortPlan ports;
  private final Guardian guardian;
  private final ApplicationImages images;
  private final ServiceSettings settings;
  private final DoorSettings doors;
  private final HttpClient http;
  private final Map<String, Map<String, String>> further;

  ServiceParts(
      Instance instance,
      PortPlan ports,
      Guardian guardian,
      ApplicationImages images,
      ServiceSettings settings,
      DoorSettings doors,
      HttpClient http,
      Map<String, Map<String, String>> further) {
    this.instance = instance;
    this.ports = ports;
    this.guardian = guardian;
    this.images = images;
    this.settings = settings;
    this.doors = doors;
    this.http = http;
    this.further = further;
  }

  /**
   * All services, each after those it needs.
   *
   * @param servers names of the embedded servers that are started too
   */
  List<Part> all(Collection<String> servers) {
    var parts = new ArrayList<Part>();
    var kafka = present(servers, "kafka");
    parts.add(
        service("authorization-server", "infra/authorization-server", PlatformPort.AUTHORIZATION)
            .jvm(128, true)
            .settings(doors::authorizationServer)
            .build(LEDGER_STAGE, present(servers, "redis")));
    var nodes = new ArrayList<String>();
    for (int i = 0; i < Consortium.VALIDATORS.size(); i++) {
      int index = i;
      String name = "ledger-" + Consortium.VALIDATORS.get(i);
      nodes.add(name);
      parts.add(
          service(name, Consortium.MODULE, PlatformPort.valueOf("LEDGER_" + (i + 1)))
              .jvm(512, false)
              .settings(() -> settings.ledgerNode(index))
              .build(LEDGER_STAGE, i == 0 ? kafka : Set.of()));
    }
    parts.add(
        service("bank", "infra/sandbox", PlatformPort.BANK)
            .jvm(96, true)
            .settings(settings::bank)
            .build(LEDGER_STAGE, Set.of("authorization-server")));
    Set<String> data = present(servers, "mariadb", "redis", "kafka");
    parts.add(
        service("invoice-service", "invoice-service/server", PlatformPort.INVOICE)
            .jvm(384, false)
            .settings(settings::invoiceService)
            .build(SERVICE_STAGE, union(data, Set.of("authorization-server", nodes.getFirst()))));
    parts.add(
        service("claims-service", "claims-service/server", PlatformPort.CLAIMS)
            .jvm(256, false)
            .settings(settings::claimsService)
            .build(SERVICE_STAGE, union(data, Set.of("authorization-server", nodes.getFirst()))));
    HOSPITALS.forEach(hospital -> parts.add(gateway(hospital)));
    parts.addAll(doors(servers));
    return parts;
  }

  /** HTTP addresses of the validators. */
  List<String> ledgerUrls() {
    return settings.ledgerUrls();
  }

  /**
   * Adds properties that take effect at the service's next start; an empty value takes one back.
   */
  void configure(String part, Map<String, String> properties) {
    further.merge(
        part,
        properties,
        (before, added) -> {
          var merged = new HashMap<>(before);
          merged.putAll(added);
          merged.values().removeIf(String::isEmpty);
          return merged;
        });
  }

  /** They start early: what stands behind them and does not answer yet they say so of. */
  private List<Part> doors(Collection<String> servers) {
    Part bff =
        service(BFF, "mobile-bff", PlatformPort.BFF)
            .jvm(256, true)
            .settings(doors::mobileBff)
            .build(
                EDGE_STAGE,
                union(present(servers, "redis", "kafka"), Set.of("authorization-server")));
    Part edge =
        service("edge", "infra/edge", PlatformPort.EDGE)
            .jvm(256, true)
            .settings(() -> doors.edge(HOSPITALS))
            .build(DOOR_STAGE, union(present(servers, "redis"), Set.of(BFF)));
    return List.of(bff, edge);
  }

  private Part gateway(Hospital hospital) {
    return service("gateway-" + hospital.tenant(), GATEWAY, hospital.http())
        .jvm(256, false)
        .settings(() -> settings.gateway(hospital))
        .build(EDGE_STAGE, Set.of("authorization-server", "invoice-service"));
  }

  private ServiceBuilder service(String name, String module, PlatformPort port) {
    return new ServiceBuilder(name, module, port);
  }

  private static Set<String> present(Collection<String> servers, String... names) {
    var present = new HashSet<>(Set.of(names));
    present.retainAll(servers);
    return present;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }

  /** Collects what one service needs. */
  private final class ServiceBuilder {
    private final String name;
    private final String module;
    private final PlatformPort port;
    private JvmSettings jvm = new JvmSettings(256, false, true);
    private Supplier<Map<String, String>> own = Map::of;

    ServiceBuilder(String name, String module, PlatformPort port) {
      this.name = name;
      this.module = module;
      this.port = port;
    }

    ServiceBuilder jvm(int heapMegabytes, boolean quick) {
      boolean first = !name.matches("ledger-(agency|insurer|hospital-one)|gateway-hospital-two");
      jvm = new JvmSettings(heapMegabytes, quick, first);
      return this;
    }

    ServiceBuilder settings(Supplier<Map<String, String>> supplier) {
      own = supplier;
      return this;
    }

    Part build(int stage, Set<String> needs) {
      Path directory = instance.directory().resolve("parts").resolve(name);
      var health = new HealthProbe(http, URI.create(ports.url(port) + "/actuator/health"));
      return new ServicePart(
          name,
          stage,
          needs,
          () -> images.of(module),
          jvm,
          new ServicePart.Place(
              directory, instance.logs().resolve(name + ".log"), guardian, health),
          () -> configure(directory));
    }

    private void configure(Path directory) {
      try {
        Files.createDirectories(directory);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot make " + directory, failure);
      }
      var all = new HashMap<>(own.get());
      all.putAll(further.getOrDefault(name, Map.of()));
      PropertiesFile.write(directory.resolve("application.properties"), all);
    }
  }
}
