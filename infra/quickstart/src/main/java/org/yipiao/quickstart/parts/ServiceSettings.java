package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/** The application properties of each service but those that people come through. */
final class ServiceSettings {

  static final List<PlatformPort> LEDGER_PORTS =
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
  private static final List<Payer> PAYERS =
      List.of(
          new Payer("agency", "示范医保经办机构", 2, PlatformPort.LEDGER_2),
          new Payer("insurer", "示范健康保险", 3, PlatformPort.LEDGER_3),
          // It has no node; it trusts the agency's.
          new Payer("insurer-two", "示范第二健康保险", 6, PlatformPort.LEDGER_2));

  /** Where the development hospitals are said to be: Dongcheng, Beijing. */
  private static final String REGION_CODE = "110101";

  private final CommonSettings common;
  private final PortPlan ports;
  private final Map<String, DatabaseAccount> accounts;
  private final Consortium consortium;

  /** A payer of the development consortium, and the node whose word it takes. */
  private record Payer(String tenant, String name, int member, PlatformPort node) {

    /** Its account at the sandbox bank. */
    String account() {
      return "sandbox-" + tenant;
    }
  }

  /** A hospital of the development consortium with its gateway's ports. */
  record Hospital(String tenant, String name, int member, PlatformPort http, PlatformPort hl7) {}

  ServiceSettings(
      CommonSettings common, Map<String, DatabaseAccount> accounts, Consortium consortium) {
    this.common = common;
    this.ports = common.ports();
    this.accounts = accounts;
    this.consortium = consortium;
  }

  /** HTTP addresses of the validators, in the order of their numbers. */
  List<String> ledgerUrls() {
    return LEDGER_PORTS.stream().map(ports::url).toList();
  }

  Map<String, String> bank() {
    Map<String, String> settings = common.web(PlatformPort.BANK);
    settings.put("yipiao.sandbox.bank.directory", "data");
    for (int i = 0; i < PAYERS.size(); i++) {
      String prefix = "yipiao.sandbox.bank.accounts[" + i + "].";
      settings.put(prefix + "number", PAYERS.get(i).account());
      settings.put(prefix + "tenant", PAYERS.get(i).tenant());
    }
    return settings;
  }

  /** A validator's node; {@code index} 0 to 3 in the order of member numbers. */
  Map<String, String> ledgerNode(int index) {
    String member = Consortium.VALIDATORS.get(index);
    Map<String, String> settings = common.web(LEDGER_PORTS.get(index));
    settings.putAll(common.oauth("ledger-node-" + member));
    settings.putAll(
        new LedgerNodeSettings(
                consortium, ledgerUrls(), GOSSIP_PORTS.stream().map(ports::of).toList())
            .of(index));
    boolean publishes = index == 0;
    settings.put("yipiao.ledger.kafka.publish", Boolean.toString(publishes));
    if (publishes) {
      settings.put(
          "yipiao.ledger.kafka.bootstrap-servers", common.servers().kafkaBootstrapServers());
    }
    return settings;
  }

  Map<String, String> invoiceService() {
    Map<String, String> settings = common.behindTheDoor(PlatformPort.INVOICE);
    settings.putAll(common.oauth("invoice-service"));
    settings.putAll(data("invoice"));
    settings.putAll(ledger("yipiao.invoice"));
    settings.put(
        "yipiao.invoice.transaction-key",
        consortium.keys("bureau").resolve("transaction.p12").toString());
    settings.put("yipiao.invoice.register-key-file", common.secret("register.key"));
    settings.put("yipiao.invoice.personal-data-key-file", common.secret("personal-data.key"));
    // As many as the first screen of the patients' app shows: it asks once.
    settings.put("yipiao.http.max-page-size", "2000");
    return settings;
  }

  Map<String, String> claimsService() {
    Map<String, String> settings = common.behindTheDoor(PlatformPort.CLAIMS);
    settings.putAll(common.oauth("claims-agency"));
    settings.putAll(data("claims"));
    settings.putAll(ledger("yipiao.claims"));
    settings.put("yipiao.claims.bank", ports.url(PlatformPort.BANK));
    settings.put("yipiao.claims.invoice-service", ports.url(PlatformPort.INVOICE));
    settings.put("yipiao.claims.token-uri", common.tokenUri());
    settings.put("yipiao.claims.token-audience", common.publicUrl());
    for (int i = 0; i < PAYERS.size(); i++) {
      Payer payer = PAYERS.get(i);
      String tenant = payer.tenant();
      String client = "claims-" + tenant;
      String prefix = "yipiao.claims.tenants[" + i + "].";
      settings.put(prefix + "tenant", tenant);
      settings.put(prefix + "member", Integer.toString(payer.member()));
      settings.put(prefix + "name", payer.name());
      settings.put(
          prefix + "transaction-key",
          consortium.keys(tenant).resolve("transaction.p12").toString());
      settings.put(prefix + "benefit-key-file", common.secret("benefit-" + tenant + ".key"));
      settings.put(prefix + "oauth-client-id", client);
      settings.putAll(common.key(prefix + "oauth-", client));
      settings.put(prefix + "bank-account", payer.account());
      settings.put(prefix + "state-nodes", String.join(",", ownFirst(ports.url(payer.node()))));
    }
    return settings;
  }

  /** A hospital's gateway. */
  Map<String, String> gateway(Hospital hospital) {
    Map<String, String> settings = common.behindTheDoor(hospital.http());
    settings.putAll(common.oauth(hospital.tenant() + "-gateway"));
    settings.put("yipiao.gateway.directory", "data");
    settings.put("yipiao.gateway.genesis-file", consortium.genesisFile().toString());
    settings.put("yipiao.gateway.instance", "main");
    settings.put("yipiao.gateway.hospital.member", Integer.toString(hospital.member()));
    settings.put("yipiao.gateway.hospital.name", hospital.name());
    settings.put("yipiao.gateway.hospital.region-code", REGION_CODE);
    settings.put("yipiao.gateway.hospital.zone", "Asia/Shanghai");
    settings.put("yipiao.gateway.hl7.port", Integer.toString(ports.of(hospital.hl7())));
    settings.put("yipiao.gateway.invoice-service", ports.url(PlatformPort.INVOICE));
    Path keys = consortium.keys(hospital.tenant());
    settings.put("yipiao.gateway.transaction-key", keys.resolve("transaction.p12").toString());
    settings.put("yipiao.gateway.document-key", keys.resolve("document.p12").toString());
    return settings;
  }

  private Map<String, String> data(String database) {
    DatabaseAccount account = accounts.get(database);
    if (account == null) {
      throw new IllegalArgumentException("no database " + database);
    }
    DatabaseAccess access = common.servers().mysql().access(account);
    return Map.of(
        "spring.datasource.url",
        access.jdbcUrl(),
        "spring.datasource.username",
        access.user(),
        "spring.datasource.password",
        access.password(),
        "spring.kafka.bootstrap-servers",
        common.servers().kafkaBootstrapServers());
  }

  /** A claim does not wait for one node; what it hears elsewhere the ledger checks anyway. */
  private List<String> ownFirst(String own) {
    var nodes = new LinkedHashSet<>(List.of(own));
    nodes.addAll(ledgerUrls());
    return List.copyOf(nodes);
  }

  private Map<String, String> ledger(String prefix) {
    return Map.of(
        prefix + ".ledger-nodes",
        String.join(",", ledgerUrls()),
        prefix + ".genesis-file",
        consortium.genesisFile().toString(),
        prefix + ".trust-file",
        consortium.trustFile().toString());
  }
}
