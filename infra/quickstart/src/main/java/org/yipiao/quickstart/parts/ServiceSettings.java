package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.Secrets;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/** The application properties of each service. */
final class ServiceSettings {

  private static final List<PlatformPort> LEDGER_PORTS =
      List.of(
          PlatformPort.LEDGER_1,
          PlatformPort.LEDGER_2,
          PlatformPort.LEDGER_3,
          PlatformPort.LEDGER_4);
  private static final List<PlatformPort> GOSSIP_PORTS =
      List.of(
          PlatformPort.GOSSIP_1,
          PlatformPort.GOSSIP_2,
          PlatformPort.GOSSIP_3,
          PlatformPort.GOSSIP_4);
  private static final List<String> PAYERS = List.of("agency", "insurer", "insurer-two");
  private static final List<Integer> PAYER_NUMBERS = List.of(2, 3, 6);

  private final PortPlan ports;
  private final EmbeddedServers servers;
  private final Map<String, DatabaseAccount> accounts;
  private final Clients clients;
  private final Consortium consortium;
  private final Path secrets;

  ServiceSettings(
      PortPlan ports,
      EmbeddedServers servers,
      Map<String, DatabaseAccount> accounts,
      Clients clients,
      Consortium consortium,
      Path secrets) {
    this.ports = ports;
    this.servers = servers;
    this.accounts = accounts;
    this.clients = clients;
    this.consortium = consortium;
    this.secrets = secrets;
  }

  /** HTTP addresses of the validators, in the order of their numbers. */
  List<String> ledgerUrls() {
    return LEDGER_PORTS.stream().map(ports::url).toList();
  }

  Map<String, String> authorizationServer() {
    Map<String, String> settings = web(PlatformPort.AUTHORIZATION);
    settings.put("yipiao.authorization.issuer", issuer());
    settings.put("yipiao.authorization.clients-file", clients.file().toString());
    settings.put("yipiao.authorization.directory", "data");
    return settings;
  }

  Map<String, String> bank() {
    Map<String, String> settings = web(PlatformPort.BANK);
    settings.put("yipiao.sandbox.bank.directory", "data");
    return settings;
  }

  /** A validator's node; {@code index} 0 to 3 in the order of member numbers. */
  Map<String, String> ledgerNode(int index) {
    String member = Consortium.VALIDATORS.get(index);
    Map<String, String> settings = web(LEDGER_PORTS.get(index));
    settings.putAll(oauth("ledger-node-" + member));
    settings.put("yipiao.ledger.directory", "data");
    settings.put("yipiao.ledger.member", Integer.toString(index + 1));
    settings.put("yipiao.ledger.genesis-file", consortium.genesisFile().toString());
    settings.put("yipiao.ledger.trust-file", consortium.trustFile().toString());
    settings.put("yipiao.ledger.keys-directory", consortium.keys(member).toString());
    settings.put("yipiao.ledger.engine.port", Integer.toString(ports.of(GOSSIP_PORTS.get(index))));
    settings.put(
        "yipiao.ledger.peers",
        IntStream.range(0, LEDGER_PORTS.size())
            .filter(other -> other != index)
            .mapToObj(other -> ports.url(LEDGER_PORTS.get(other)))
            .collect(Collectors.joining(",")));
    settings.put("yipiao.ledger.kafka.publish", Boolean.toString(index == 0));
    settings.put("spring.kafka.bootstrap-servers", servers.kafkaBootstrapServers());
    return settings;
  }

  Map<String, String> invoiceService() {
    Map<String, String> settings = web(PlatformPort.INVOICE);
    settings.putAll(oauth("invoice-service"));
    settings.putAll(data("invoice"));
    settings.putAll(ledger("yipiao.invoice"));
    settings.put(
        "yipiao.invoice.transaction-key",
        key(consortium.keys("bureau").resolve("transaction.p12")));
    settings.put("yipiao.invoice.member", "1");
    settings.put("yipiao.invoice.register-key-file", secret("register.key"));
    settings.put("yipiao.invoice.personal-data-key-file", secret("personal-data.key"));
    return settings;
  }

  Map<String, String> claimsService() {
    Map<String, String> settings = web(PlatformPort.CLAIMS);
    settings.putAll(oauth("claims-agency"));
    settings.putAll(data("claims"));
    settings.putAll(ledger("yipiao.claims"));
    settings.put("yipiao.claims.bank-url", ports.url(PlatformPort.BANK));
    settings.put("yipiao.claims.invoice-service-url", ports.url(PlatformPort.INVOICE));
    for (int i = 0; i < PAYERS.size(); i++) {
      String tenant = PAYERS.get(i);
      String client = "claims-" + tenant;
      String prefix = "yipiao.claims.tenants[" + i + "].";
      settings.put(prefix + "tenant", tenant);
      settings.put(prefix + "member", PAYER_NUMBERS.get(i).toString());
      settings.put(
          prefix + "transaction-key", key(consortium.keys(tenant).resolve("transaction.p12")));
      settings.put(prefix + "benefit-key-file", secret("benefit-" + tenant + ".key"));
      settings.put(prefix + "oauth-client", client);
      settings.put(prefix + "oauth-key-store", key(clients.keyStore(client)));
      settings.put(prefix + "bank-account", "sandbox-" + tenant);
    }
    return settings;
  }

  /** A hospital's gateway. */
  Map<String, String> gateway(String hospital, int member, PlatformPort http, PlatformPort hl7) {
    Map<String, String> settings = web(http);
    settings.putAll(oauth(hospital + "-gateway"));
    settings.put("yipiao.gateway.directory", "data");
    settings.put("yipiao.gateway.instance-id", hospital + "-1");
    settings.put("yipiao.gateway.hospital.member", Integer.toString(member));
    settings.put("yipiao.gateway.hospital.zone", "Asia/Shanghai");
    settings.put("yipiao.gateway.hl7.port", Integer.toString(ports.of(hl7)));
    settings.put("yipiao.gateway.invoice-service", ports.url(PlatformPort.INVOICE));
    settings.put("yipiao.gateway.trust-file", consortium.trustFile().toString());
    Path keys = consortium.keys(hospital);
    settings.put("yipiao.gateway.transaction-key", key(keys.resolve("transaction.p12")));
    settings.put("yipiao.gateway.document-key", key(keys.resolve("document.p12")));
    return settings;
  }

  private Map<String, String> web(PlatformPort port) {
    var settings = new HashMap<String, String>();
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", Integer.toString(ports.of(port)));
    settings.put("server.shutdown", "graceful");
    settings.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    settings.put("yipiao.security.issuer", issuer());
    settings.put("yipiao.security.jwk-set-uri", issuer() + "/oauth2/jwks");
    return settings;
  }

  private Map<String, String> oauth(String client) {
    Path keyStore = clients.keyStore(client);
    return Map.of(
        "yipiao.oauth.token-uri",
        issuer() + "/oauth2/token",
        "yipiao.oauth.client-id",
        client,
        "yipiao.oauth.key-store",
        keyStore.toString(),
        "yipiao.oauth.key-store-password-file",
        KeyFiles.passwordFile(keyStore).toString());
  }

  private Map<String, String> data(String database) {
    DatabaseAccount account = accounts.get(database);
    if (account == null) {
      throw new IllegalArgumentException("no database " + database);
    }
    DatabaseAccess access = servers.mysql().access(account);
    return Map.of(
        "spring.datasource.url",
        access.jdbcUrl(),
        "spring.datasource.username",
        access.user(),
        "spring.datasource.password",
        access.password(),
        "spring.data.redis.url",
        servers.redisUrl(),
        "spring.kafka.bootstrap-servers",
        servers.kafkaBootstrapServers());
  }

  private Map<String, String> ledger(String prefix) {
    return Map.of(
        prefix + ".ledger-nodes",
        String.join(",", ledgerUrls()),
        prefix + ".trust-file",
        consortium.trustFile().toString());
  }

  private String issuer() {
    return ports.url(PlatformPort.AUTHORIZATION);
  }

  /** A symmetric key of 32 bytes in hexadecimal digits, made at the first start. */
  private String secret(String name) {
    Path file = secrets.resolve(name);
    if (!file.toFile().exists()) {
      org.yipiao.embedded.Directories.writePrivate(file, Secrets.random() + Secrets.random());
    }
    return file.toString();
  }

  private static String key(Path file) {
    return file.toString();
  }

  /** The databases with accounts that may use one each. */
  static Map<String, DatabaseAccount> databases(Path secrets) {
    return Stream.of("invoice", "claims")
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    new DatabaseAccount(
                        name, Secrets.in(secrets.resolve("database-" + name + ".password")))));
  }
}
