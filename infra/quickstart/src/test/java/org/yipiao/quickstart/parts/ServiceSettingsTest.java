package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.MySqlAccess;
import org.yipiao.embedded.ServerBinaries;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.ports.PortPlan;

/** What one service is told has to fit what another is told. */
class ServiceSettingsTest {

  @TempDir private Path directory;

  @Test
  void theBankLetsEachPayerDebitTheAccountThatItPaysClaimsFromAndNobodyElse() {
    try (var guardian = Guardian.of(ProcessIdentity.ofThisProcess(), directory.resolve("run"), 1)) {
      var settings = settings(guardian);
      var payers = accounts(settings.claimsService(), "yipiao.claims.tenants", "bank-account");
      var holders = accounts(settings.bank(), "yipiao.sandbox.bank.accounts", "number");
      assertThat(payers).containsKeys("agency", "insurer", "insurer-two");
      assertThat(holders).isEqualTo(payers).doesNotContainValue("");
    }
  }

  @Test
  void theAuthorizationServerSignsInWithAKeyOfItsOwnAtTheSandboxAndTheRegister() {
    try (var guardian = Guardian.of(ProcessIdentity.ofThisProcess(), directory.resolve("run"), 1)) {
      var settings = settings(guardian);
      var own = settings.authorizationServer();
      String prefix = "yipiao.authorization.sign-in.";
      assertThat(own)
          .containsEntry(prefix + "message-url", url(settings.bank()))
          .containsEntry(prefix + "identity-url", url(settings.bank()))
          .containsEntry(prefix + "register-url", url(settings.invoiceService()))
          .containsEntry("yipiao.oauth.client-id", "authorization-server")
          .containsEntry("yipiao.oauth.token-uri", url(own) + "/oauth2/token");
      assertThat(Path.of(own.getOrDefault("yipiao.oauth.key-store", "")))
          .isRegularFile()
          .hasFileName("authorization-server.p12");
      assertThat(Path.of(own.getOrDefault("yipiao.oauth.key-store-password-file", "")))
          .isRegularFile()
          .hasFileName("authorization-server.password");
    }
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
  private ServiceSettings settings(Guardian guardian) {
    var servers =
        EmbeddedServers.of(
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
    return new ServiceSettings(
        PortPlan.choose(Map.of(), Map.of(), _ -> {}),
        servers,
        Map.of(
            "claims", new DatabaseAccount("claims", "password-of-claims"),
            "invoice", new DatabaseAccount("invoice", "password-of-invoice")),
        Clients.in(directory.resolve("clients")),
        new Consortium(directory.resolve("consortium")),
        directory.resolve("secrets"));
  }
}
