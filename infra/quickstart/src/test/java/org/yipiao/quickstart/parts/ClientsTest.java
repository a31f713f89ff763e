package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientsTest {

  private static final Pattern SCOPE = Pattern.compile("\"(?:SCOPE_)?([a-z]+(?:\\.[a-z]+)+)\"");
  private static final List<String> SERVICES =
      List.of(
          "claims-service/server",
          "infra/authorization-server",
          "hospital-gateway",
          "infra/platform/web",
          "infra/sandbox",
          "invoice-service/server",
          "ledger-node/server");

  @TempDir private Path directory;

  @Test
  void noClientHasAScopeThatNoEndpointAsksFor() throws IOException {
    Set<String> scopes = new TreeSet<>();
    for (JsonNode client : clients()) {
      for (JsonNode scope : client.path("scopes")) {
        scopes.add(scope.asString());
      }
    }
    assertThat(scopes).contains("charges.submit", "bank.control", "operations.read");
    // The one scope that OpenID Connect itself asks for.
    scopes.remove("openid");
    assertThat(askedFor()).containsAll(scopes);
  }

  @Test
  void browsersThatSignedInComeBackToThePublicAddressAlone() throws IOException {
    Map<String, String> signingIn = new TreeMap<>();
    for (JsonNode client : clients()) {
      if (client.has("redirectUris") || client.has("signsIn")) {
        signingIn.put(
            client.path("clientId").asString(),
            client.path("signsIn").asString() + " " + client.path("redirectUris"));
      }
    }
    assertThat(signingIn)
        .containsOnly(
            Map.entry("mobile-bff", "PATIENTS [\"https://yipiao.example/login/callback\"]"),
            Map.entry("payer-console", "STAFF [\"https://yipiao.example/payers/login/callback\"]"));
  }

  @Test
  void twoProgramsOfEachPayerMayDecide() throws IOException {
    Map<String, Integer> deciding = new TreeMap<>();
    for (JsonNode client : clients()) {
      if (client.path("scopes").toString().contains("\"claims.decide\"")
          && !client.has("redirectUris")) {
        deciding.merge(client.path("tenant").asString(), 1, Integer::sum);
      }
    }
    assertThat(deciding).isEqualTo(Map.of("agency", 2, "insurer", 2, "insurer-two", 2));
  }

  private JsonNode clients() {
    return JsonMapper.shared()
        .readTree(Clients.in(directory, "https://yipiao.example").file().toFile());
  }

  /** Its endpoint asks for no tenant, so the scope is all that keeps customers off. */
  @Test
  void noCustomerOfTheSandboxBankTellsItHowToBehave() throws IOException {
    int customers = 0;
    for (JsonNode client : clients()) {
      String scopes = client.path("scopes").toString();
      if (scopes.contains("\"bank.pay\"")) {
        customers++;
        assertThat(scopes).doesNotContain("bank.control");
      }
    }
    assertThat(customers).isPositive();
  }

  /** Scopes in the sources of those who declare what their endpoints ask for. */
  private static Set<String> askedFor() throws IOException {
    Set<String> scopes = new TreeSet<>();
    Path root = Path.of(System.getProperty("yipiao.root"));
    for (String service : SERVICES) {
      try (var files = Files.walk(root.resolve(service).resolve("src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          if (source.contains("@RequiresScope(") || source.contains("\"SCOPE_")) {
            SCOPE.matcher(source).results().forEach(found -> scopes.add(found.group(1)));
          }
        }
      }
    }
    return scopes;
  }
}
