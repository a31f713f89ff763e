package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.platform.seeds.Seeds;
import org.yipiao.platform.testing.EndpointAccessContract;
import org.yipiao.platform.testing.TestTokens;

/** Who may call a node for what, and what it says to nonsense. One node alone: it serves, too. */
class NodeAccessIT {

  private static final String ID = "00".repeat(16);

  @TempDir static Path directory;
  private static LoneNode alone;
  private static TestTokens tokens;
  private static ConfigurableApplicationContext node;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    alone = LoneNode.start(directory);
    tokens = alone.tokens();
    node = alone.context();
    port = alone.port();
  }

  @AfterAll
  static void stop() {
    alone.close();
  }

  @Test
  void everyEndpointButThePublicLogNeedsATokenWithItsScope() throws Exception {
    var contract = EndpointAccessContract.of(node, port, tokens);
    assertThat(contract.routes())
        .contains(
            "GET /checkpoint",
            "GET /explorer/api/invoices/{invoiceId}/operations",
            "GET /explorer/api/operations/{index}",
            "GET /tile/**",
            "GET /tile/entries/**",
            "GET /v1/blocks",
            "GET /v1/epochs",
            "GET /v1/genesis",
            "GET /v1/leaves",
            "GET /v1/rounds",
            "GET /v1/state/claims/{member}/{claimId}",
            "GET /v1/state/invoices/{invoiceId}",
            "GET /v1/stop",
            "GET /v1/stop/state",
            "GET /v1/transactions/{member}/{transactionId}",
            "GET /v1/transactions/{member}/{transactionId}/proof",
            "GET /v1/trust",
            "POST /v1/transactions");
    String members = "The ledger is one and the same for every member; the scope makes a member.";
    contract
        .routes()
        .forEach(route -> {
          if (!route.startsWith("POST ")) {
            contract.sharedByTenants(route, members);
          }
        });
    contract
        .sharedByTenants(
            "POST /v1/transactions",
            "Anybody may hand over anybody's transaction: the signature inside decides.")
        .sample("POST /v1/transactions", Map.of(), "", "application/octet-stream", "x")
        .sample("GET /v1/state/claims/{member}/{claimId}", Map.of("member", "2", "claimId", ID), "")
        .sample(
            "GET /v1/transactions/{member}/{transactionId}",
            Map.of("member", "1", "transactionId", ID),
            "")
        .verify();
  }

  @Test
  void theCheckpointHashTilesEpochsAndStopsAreOpenAndNothingElseIs() throws Exception {
    // Alone, the node has no final checkpoint: that nothing is there is what everyone may hear.
    assertThat(get("/checkpoint", null).statusCode()).isEqualTo(404);
    assertThat(get("/tile/0/000", null).statusCode()).isEqualTo(404);
    assertThat(get("/v1/epochs", null).body()).isEqualTo("{\"changes\":[],\"last\":0}");
    for (String path : List.of("/v1/stop", "/v1/stop/state")) {
      HttpResponse<String> none = get(path, null);
      assertThat(none.statusCode()).as(path).isEqualTo(200);
      assertThat(none.body()).as("no engine has stopped").isEmpty();
    }
    for (String path :
        List.of(
            "/tile/entries/000",
            "/explorer/api/operations/0",
            "/explorer/api/invoices/110601260000000001/operations",
            "/v1/genesis",
            "/v1/trust",
            "/v1/blocks?from=0",
            "/v1/leaves?from=0",
            "/v1/rounds?upTo=1",
            "/v1/state/invoices/110601260000000001",
            "/v1/state/claims/2/" + ID,
            "/v1/transactions/1/" + ID)) {
      assertThat(get(path, null).statusCode()).as(path).isEqualTo(401);
      assertThat(get(path, tokens.token("bureau", "operations.read")).statusCode())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(post(new byte[] {1}, tokens.token("bureau", "ledger.read")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void nonsenseIsTheCallersFaultAndNeverTheNodes() throws Exception {
    String token = tokens.token("bureau", "ledger.read", "ledger.submit");
    for (String path :
        List.of(
            "/tile/0/x999/x999/x999/x999/x999/x999/999",
            "/tile/0/x036/x028/x797/x018/x963/968",
            "/tile/0/x036/x028/x797/x018/x963/967",
            "/tile/63/x036/x028/x797/x018/x963/967",
            "/tile/64/000",
            "/tile/-1/000",
            "/tile/0/000.p/257",
            "/tile/0/000.p/99999999999",
            "/tile/data/000",
            "/tile/entries/x999/x999/x999/x999/x999/999",
            "/tile/entries/",
            "/tile/",
            "/explorer/api/checkpoints?before=0",
            "/explorer/api/checkpoints?limit=0",
            "/explorer/api/checkpoints?limit=51",
            "/explorer/api/checkpoints?limit=x",
            "/explorer/api/figures?from=-1",
            "/explorer/api/figures?from=99999999999999999999",
            "/explorer/api/operations/-1",
            "/explorer/api/operations/9223372036854775807",
            "/explorer/api/operations/x",
            "/explorer/api/invoices/12/operations",
            "/explorer/api/invoices/110601260000000001/operations?before=-1",
            "/explorer/assets/",
            "/explorer/assets/nothing.js",
            "/explorer/assets/../index.html",
            "/explorer/index.html",
            "/v1/blocks",
            "/v1/blocks?from=-1",
            "/v1/blocks?from=0&limit=0",
            "/v1/blocks?from=0&limit=257",
            "/v1/blocks?from=0&limit=2147483648",
            "/v1/blocks?from=99999999999999999999",
            "/v1/blocks?from=x",
            "/v1/epochs?from=x",
            "/v1/rounds",
            "/v1/rounds?upTo=-1",
            "/v1/rounds?upTo=1&limit=0",
            "/v1/rounds?upTo=1&limit=257",
            "/v1/rounds?upTo=x",
            "/v1/leaves?from=-1",
            "/v1/leaves?from=0&count=0",
            "/v1/leaves?from=0&count=1025",
            "/v1/leaves?from=1.5",
            "/v1/state/invoices/0",
            "/v1/state/invoices/11060126000000000x",
            "/v1/state/invoices/999999999999999999999999",
            "/v1/transactions/1/zz",
            "/v1/transactions/1/" + ID + "00",
            "/v1/transactions/x/" + ID,
            "/v1/transactions/99999999999/" + ID,
            "/v1/transactions/1/" + ID + "?waitMillis=-1",
            "/v1/transactions/1/" + ID + "?waitMillis=30001",
            "/v1/transactions/1/" + ID + "/proof",
            "/v1/transactions/-1/" + ID + "/proof")) {
      HttpResponse<String> answer = get(path, token);
      assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(400, 499);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .as(path)
          .startsWith("application/problem+json");
      if (answer.body().contains("\"REQUEST_INVALID\"") && !path.contains("..")) {
        assertThat(answer.body()).as(path).containsPattern("\"pointer\":\"[?{]\\w+}?\"");
      }
    }
    for (String empty :
        List.of(
            "/v1/blocks?from=9223372036854775807&limit=256",
            "/v1/rounds?upTo=9223372036854775807&limit=256",
            "/v1/epochs?from=-9223372036854775808",
            "/v1/epochs?from=9223372036854775807",
            "/v1/leaves?from=9223372036854775807&count=1024",
            "/v1/transactions/-1/" + ID)) {
      assertThat(get(empty, token).statusCode()).as(empty).isEqualTo(200);
    }
  }

  @Test
  void aRefusalSaysWhatAParameterMayBe() throws Exception {
    String token = tokens.token("bureau", "ledger.read");
    assertThat(get("/v1/leaves?from=0&count=1025", token).body())
        .contains("\"pointer\":\"?count\"", "must lie in 1 to 1024");
    assertThat(get("/v1/blocks?from=-1", token).body())
        .contains("\"pointer\":\"?from\"", "must be at least 0");
    assertThat(get("/v1/state/invoices/0", token).body())
        .contains("\"pointer\":\"{invoiceId}\"", "has a value that is not allowed");
  }

  /** It is no request yet, so there is no problem either. */
  @Test
  void refusesAHeadThatIsTooLarge() throws Exception {
    assertThat(get("/checkpoint?" + "x".repeat(15 << 10), null).statusCode()).isEqualTo(404);
    assertThat(get("/checkpoint?" + "x".repeat(16 << 10), null).statusCode()).isEqualTo(400);
    assertThat(get("/checkpoint", "x".repeat(16 << 10)).statusCode()).isEqualTo(400);
  }

  @Test
  void eachAddressHasItsBoundOnThePageOfLimits() throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("yipiao.root", "../.."), "infra/docs/limits.md"));
    assertThat(EndpointAccessContract.of(node, port, tokens).routes())
        .allSatisfy(route -> assertThat(page).contains("| `" + route + "` |"));
  }

  @Test
  void saysUpToWhichSizeItDoesNotKnowSomething() throws Exception {
    String token = tokens.token("bureau", "ledger.read");
    for (String path :
        List.of("/v1/state/invoices/110601260000000001", "/v1/state/claims/2/" + ID)) {
      HttpResponse<String> answer = get(path, token);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Ledger-At-Size")).as(path).hasValue("2");
    }
  }

  @Test
  void refusesBodiesThatAreNoTransactionAndThoseOverTheLimit() throws Exception {
    String token = tokens.token("agency", "ledger.submit");
    long seed = Seeds.of(this);
    var random = new Random(seed);
    for (int size : List.of(0, 1, 2, 100, 5_000, 131_072, 262_144)) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      HttpResponse<String> answer = post(bytes, token);
      assertThat(answer.statusCode())
          .as("seed %d, %d bytes: %s", seed, size, answer.body())
          .isBetween(400, 422);
    }
    assertThat(post(new byte[262_145], token).statusCode()).isEqualTo(413);
    HttpResponse<String> json =
        HttpClient.newHttpClient()
            .send(
                request("/v1/transactions", token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(json.statusCode()).isEqualTo(415);
  }

  private static HttpResponse<String> get(String path, @Nullable String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request(path, token).GET().build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  private static HttpResponse<String> post(byte[] body, String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request("/v1/transactions", token)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, @Nullable String token) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }
}
