package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yipiao.quickstart.parts.ServiceSettings.Hospital;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/**
 * The application properties of what people come through: the public door, the backend of their
 * pages, and the server that signs them in.
 */
final class DoorSettings {

  /** Made up, as are the phones that send to it on the sandbox's page. */
  private static final String INCOMING_NUMBER = "106900000000";

  private final CommonSettings common;
  private final PortPlan ports;
  private final Consortium consortium;
  private final Path staffFile;

  DoorSettings(CommonSettings common, Consortium consortium, Path staffFile) {
    this.common = common;
    this.ports = common.ports();
    this.consortium = consortium;
    this.staffFile = staffFile;
  }

  Map<String, String> authorizationServer() {
    Map<String, String> settings = common.behindTheDoor(PlatformPort.AUTHORIZATION);
    settings.put("yipiao.authorization.issuer", common.publicUrl());
    settings.put("yipiao.authorization.clients-file", common.clients().file().toString());
    settings.put("yipiao.authorization.staff-file", staffFile.toString());
    settings.put("yipiao.authorization.directory", "data");
    settings.put("yipiao.authorization.redis-url", common.servers().redisUrl());
    String signIn = "yipiao.authorization.sign-in.";
    settings.put(signIn + "message-url", ports.url(PlatformPort.BANK));
    settings.put(signIn + "identity-url", ports.url(PlatformPort.BANK));
    settings.put(signIn + "register-url", ports.url(PlatformPort.INVOICE));
    settings.put(signIn + "incoming-number", INCOMING_NUMBER);
    settings.putAll(common.oauth("authorization-server"));
    return settings;
  }

  Map<String, String> mobileBff() {
    Map<String, String> settings = common.behindTheDoor(PlatformPort.BFF);
    settings.put("spring.kafka.bootstrap-servers", common.servers().kafkaBootstrapServers());
    String prefix = "yipiao.bff.";
    settings.put(prefix + "public-url", common.publicUrl());
    settings.put(prefix + "issuer", common.publicUrl());
    settings.put(prefix + "authorization-url", common.publicUrl() + "/oauth2/authorize");
    settings.put(prefix + "authorization-internal-url", common.authorizationUrl());
    settings.put(prefix + "invoice-service", ports.url(PlatformPort.INVOICE));
    settings.put(prefix + "claims-service", ports.url(PlatformPort.CLAIMS));
    settings.put(prefix + "trust-file", consortium.trustFile().toString());
    settings.put(prefix + "ledger-nodes", ledgerNodes());
    settings.put(prefix + "redis-url", common.servers().redisUrl());
    settings.put(prefix + "secret-file", common.secret("mobile-bff.key"));
    settings.putAll(common.key(prefix + "client-", "mobile-bff"));
    settings.putAll(common.key(prefix + "payer-", "payer-console"));
    return settings;
  }

  private String ledgerNodes() {
    return ServiceSettings.LEDGER_PORTS.stream().map(ports::url).collect(Collectors.joining(","));
  }

  /** The public door before the hospitals' gateways and all that is for people and payers. */
  Map<String, String> edge(List<Hospital> hospitals) {
    Map<String, String> settings = common.web(PlatformPort.EDGE);
    String prefix = "yipiao.edge.";
    settings.put(prefix + "public-url", common.publicUrl());
    settings.put(prefix + "bff", ports.url(PlatformPort.BFF));
    settings.put(prefix + "authorization", common.authorizationUrl());
    settings.put(prefix + "invoice-service", ports.url(PlatformPort.INVOICE));
    settings.put(prefix + "claims-service", ports.url(PlatformPort.CLAIMS));
    settings.put(prefix + "redis-url", common.servers().redisUrl());
    for (var limit : List.of("requests", "exchanges", "connections")) {
      // Everybody on this machine comes from one address.
      settings.put(prefix + "percent-of-one-network." + limit, "100");
    }
    for (Hospital hospital : hospitals) {
      settings.put(prefix + "hospitals." + hospital.tenant(), ports.url(hospital.http()));
    }
    return settings;
  }
}
