package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.MySqlAccess;
import org.yipiao.embedded.ServerBinaries;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.parts.ServiceSettings.Hospital;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/** What one service is told has to fit what another is told. */
class ServiceSettingsTest {

  private static final String PUBLIC_URL = "https://yipiao.example";
  private static final Hospital HOSPITAL =
      new Hospital("hospital-one", "某医院", 4, PlatformPort.GATEWAY_ONE, PlatformPort.HL7_ONE);

  @TempDir private Path directory;

  @Test
  void theBankLetsEachPayerDebitTheAccountThatItPaysClaimsFromAndNobodyElse() {
    onNothing((settings, _) -> {
      var payers = accounts(settings.claimsService(), "yipiao.claims.tenants", "bank-account");
      var holders = accounts(settings.bank(), "yipiao.sandbox.bank.accounts", "number");
      assertThat(payers).containsKeys("agency", "insurer", "insurer-two");
      assertThat(holders).isEqualTo(payers).doesNotContainValue("");
    });
  }

  @Test
  void theAuthorizationServerSignsInWithAKeyOfItsOwnAtTheSandboxAndTheRegister() {
    onNothing((settings, doors) -> {
      var own = doors.authorizationServer();
      String prefix = "yipiao.authorization.sign-in.";
      assertThat(own)
          .containsEntry(prefix + "message-url", url(settings.bank()))
          .containsEntry(prefix + "identity-url", url(settings.bank()))
          .containsEntry(prefix + "incoming-number", "106900000000")
          .containsEntry(prefix + "register-url", url(settings.invoiceService()))
          .containsEntry("yipiao.oauth.client-id", "authorization-server")
          .containsEntry("yipiao.oauth.token-uri", url(own) + "/oauth2/token");
      assertThat(file(own, "yipiao.oauth.key-store"))
          .isRegularFile()
          .hasFileName("authorization-server.p12");
      assertThat(file(own, "yipiao.oauth.key-store-password-file"))
          .isRegularFile()
          .hasFileName("authorization-server.password");
      assertThat(file(own, "yipiao.authorization.staff-file")).isRegularFile();
    });
  }

  @Test
  void tokensAreOfThePublicAddressAndAskedForAtTheServersOwn() {
    onNothing((settings, doors) -> {
      var server = url(doors.authorizationServer());
      assertThat(doors.authorizationServer())
          .containsEntry("yipiao.authorization.issuer", PUBLIC_URL);
      for (var service :
          List.of(
              doors.authorizationServer(),
              settings.ledgerNode(0),
              settings.invoiceService(),
              settings.claimsService(),
              settings.gateway(HOSPITAL))) {
        assertThat(service)
            .containsEntry("yipiao.security.issuer", PUBLIC_URL)
            .containsEntry("yipiao.security.jwk-set-uri", server + "/oauth2/jwks")
            .containsEntry("yipiao.oauth.token-uri", server + "/oauth2/token")
            .containsEntry("yipiao.oauth.audience", PUBLIC_URL);
      }
      assertThat(settings.claimsService())
          .containsEntry("yipiao.claims.token-uri", server + "/oauth2/token")
          .containsEntry("yipiao.claims.token-audience", PUBLIC_URL);
    });
  }

  @Test
  void theDoorLeadsToWhereEachServiceListens() {
    onNothing((settings, doors) -> {
      String prefix = "yipiao.edge.";
      assertThat(doors.edge(List.of(HOSPITAL)))
          .containsEntry(prefix + "public-url", PUBLIC_URL)
          .containsEntry(prefix + "bff", url(doors.mobileBff()))
          .containsEntry(prefix + "authorization", url(doors.authorizationServer()))
          .containsEntry(prefix + "invoice-service", url(settings.invoiceService()))
          .containsEntry(prefix + "claims-service", url(settings.claimsService()))
          .containsEntry(prefix + "percent-of-one-network.requests", "100")
          .containsEntry(prefix + "percent-of-one-network.exchanges", "100")
          .containsEntry(prefix + "percent-of-one-network.connections", "100")
          .containsEntry(prefix + "hospitals.hospital-one", url(settings.gateway(HOSPITAL)));
    });
  }

  @Test
  void thePagesBackendKnowsTheDoorByItsPublicNameAndTheOthersByTheirOwn() {
    onNothing((settings, doors) -> {
      var own = doors.mobileBff();
      String prefix = "yipiao.bff.";
      assertThat(own)
          .containsEntry(prefix + "public-url", PUBLIC_URL)
          .containsEntry(prefix + "issuer", PUBLIC_URL)
          .containsEntry(prefix + "authorization-url", PUBLIC_URL + "/oauth2/authorize")
          .containsEntry(prefix + "authorization-internal-url", url(doors.authorizationServer()))
          .containsEntry(prefix + "invoice-service", url(settings.invoiceService()))
          .containsEntry(prefix + "claims-service", url(settings.claimsService()));
      assertThat(file(own, prefix + "client-key-store"))
          .isRegularFile()
          .hasFileName("mobile-bff.p12");
      assertThat(file(own, prefix + "payer-key-store"))
          .isRegularFile()
          .hasFileName("payer-console.p12");
      assertThat(file(own, prefix + "payer-key-store-password-file")).isRegularFile();
      assertThat(file(own, prefix + "secret-file")).content().matches("[0-9a-f]{64}");
    });
  }

  @Test
  void onlyWhoStandsBehindTheDoorTakesItsWordOnWhoCalls() {
    onNothing((settings, doors) -> {
      for (var service :
          List.of(
              doors.authorizationServer(),
              doors.mobileBff(),
              settings.invoiceService(),
              settings.claimsService(),
              settings.gateway(HOSPITAL))) {
        assertThat(service).containsEntry("yipiao.http.trusted-proxies", "127.0.0.1");
      }
      for (var service : List.of(doors.edge(List.of()), settings.bank(), settings.ledgerNode(1))) {
        assertThat(service).doesNotContainKey("yipiao.http.trusted-proxies");
      }
    });
  }

  private static Path file(Map<String, String> settings, String key) {
    return Path.of(settings.getOrDefault(key, ""));
  }

  /** Where a service listens, by its settings. */
  private static String url(Map<String, String> settings) {
    return "http://" + settings.get("server.address") + ":" + settings.get("server.port");
  }

  /** Accounts by tenant, from a list among the settings of a service. */
  private static Map<String, String> accounts(
      Map<String, String> settings, String list, String account) {
    var accounts = new TreeMap<String, String>();
    for (int i = 0; settings.containsKey(list + "[" + i + "].tenant"); i++) {
      String entry = list + "[" + i + "].";
      accounts.put(
          settings.getOrDefault(entry + "tenant", ""), settings.getOrDefault(entry + account, ""));
    }
    return accounts;
  }

  /** Nothing is started: the servers are said to be there already. */
  private void onNothing(BiConsumer<ServiceSettings, DoorSettings> looks) {
    try (var guardian = Guardian.of(ProcessIdentity.ofThisProcess(), directory.resolve("run"), 1)) {
      Path clients = directory.resolve("clients");
      var common =
          new CommonSettings(
              PortPlan.choose(Map.of(), Map.of(), _ -> {}),
              PUBLIC_URL,
              servers(guardian),
              Clients.in(clients, PUBLIC_URL),
              directory.resolve("secrets"));
      var consortium = new Consortium(directory.resolve("consortium"));
      var accounts =
          Map.of(
              "claims", new DatabaseAccount("claims", "password-of-claims"),
              "invoice", new DatabaseAccount("invoice", "password-of-invoice"));
      looks.accept(
          new ServiceSettings(common, accounts, consortium),
          new DoorSettings(common, consortium, Staff.file(clients)));
    }
  }

  private EmbeddedServers servers(Guardian guardian) {
    return EmbeddedServers.of(
        new EmbeddedServers.Config(
            guardian,
            new ServerBinaries(directory, directory),
            directory,
            directory,
            0,
            0,
            0,
            List.of(),
            new ExternalServers(
                Optional.of(new MySqlAccess("127.0.0.1", 3306, "root", "")),
                Optional.of("redis://127.0.0.1:6379"),
                Optional.of("127.0.0.1:9092"))));
  }
}
