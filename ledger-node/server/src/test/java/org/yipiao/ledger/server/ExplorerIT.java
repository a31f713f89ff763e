package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.bundle.IssuanceProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.platform.id.InvoiceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the explorer's page gets of four nodes on the real engine, and where they say no. */
@TestMethodOrder(OrderAnnotation.class)
class ExplorerIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int STREAMS = 3;

  @TempDir static Path directory;
  private static RunningConsortium running;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    running =
        RunningConsortium.start(
            directory,
            Map.of(
                "yipiao.ledger.explorer.streams",
                String.valueOf(STREAMS),
                "yipiao.ledger.explorer.requests-per-minute",
                "300"));
    http = HttpClient.newHttpClient();
    running.settle(
        running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
    running.settle(
        running.transaction(
            DevelopmentMember.HOSPITAL_ONE,
            List.of(RunningConsortium.invoice(0), RunningConsortium.invoice(1))));
  }

  @AfterAll
  static void stop() {
    http.close();
    running.close();
  }

  @Test
  @Order(1)
  void servesThePageWithAPolicyThatLetsNothingElseIn() throws Exception {
    var page = get(0, "/explorer/", null);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "data:", "http", "*");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.body()).contains("./assets/").doesNotContain("<style", "http://", "https://");
    assertThat(page.body()).doesNotContainPattern("<script(?![^>]*src=)");
    var without = get(0, "/explorer", null);
    assertThat(without.statusCode()).isEqualTo(308);
    assertThat(header(without, "Location")).isEqualTo("/explorer/");
    var script = page.body().replaceAll("(?s).*src=\"\\./(assets/[^\"]+\\.js)\".*", "$1");
    var file = get(0, "/explorer/" + script, null);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(header(file, "Cache-Control")).contains("immutable");
  }

  @Test
  @Order(2)
  void tellsEveryoneOfMembersAndOfItselfButOfNoAmount() throws Exception {
    int bureau = DevelopmentMember.BUREAU.number().value();
    await()
        .atMost(RunningConsortium.LONG)
        .untilAsserted(() -> {
          JsonNode seen = json(get(0, "/explorer/api/overview", null));
          assertThat(seen.at("/node/status").asString()).isEqualTo("ACTIVE");
          assertThat(seen.at("/node/finalSize").asLong()).isEqualTo(seen.at("/node/size").asLong());
          for (JsonNode member : seen.path("members")) {
            if (member.path("validator").asBoolean()) {
              assertThat(member.at("/cosignature/size").asLong())
                  .as(member.path("name").asString())
                  .isEqualTo(seen.at("/node/finalSize").asLong());
            }
          }
        });
    var answer = get(0, "/explorer/api/overview", null);
    JsonNode overview = json(answer);
    assertThat(overview.at("/node/member").asInt()).isEqualTo(bureau);
    assertThat(overview.at("/ledger/quorum").asInt()).isEqualTo(3);
    assertThat(overview.at("/ledger/contractVersion").asInt()).isEqualTo(1);
    assertThat(overview.at("/ledger/suite").asString()).isEqualTo("INTL");
    assertThat(overview.at("/ledger/ledgerId").asString())
        .isEqualTo(running.local().consortium().genesis().ledgerId().hex());
    assertThat(overview.path("members")).hasSize(DevelopmentMember.values().length);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain("110601260000", "Fen", "failure");
  }

  @Test
  @Order(3)
  void handsOutTheTrustRootInTheBytesThatMembersHave() throws Exception {
    var trust = get(1, "/explorer/api/trust", null);
    assertThat(trust.body()).isEqualTo(Files.readString(running.local().consortium().trustFile()));
  }

  @Test
  @Order(4)
  void showsCheckpointsThatAQuorumHasCosignedNewestFirst() throws Exception {
    JsonNode all = json(get(2, "/explorer/api/checkpoints?limit=50", null));
    assertThat(all.size()).isGreaterThanOrEqualTo(3);
    long above = Long.MAX_VALUE;
    for (JsonNode checkpoint : all) {
      assertThat(cosigned(checkpoint)).isEqualTo(checkpoint.path("size").asLong());
      assertThat(checkpoint.path("size").asLong()).isLessThan(above);
      above = checkpoint.path("size").asLong();
    }
    assertThat(above).isEqualTo(2);
    long second = all.get(1).path("size").asLong();
    JsonNode older = json(get(2, "/explorer/api/checkpoints?limit=1&before=" + second, null));
    assertThat(older).hasSize(1);
    assertThat(older.get(0)).isEqualTo(all.get(2));
    assertThat(json(get(2, "/explorer/api/checkpoints?before=2", null))).isEmpty();
  }

  private static long cosigned(JsonNode checkpoint) throws Exception {
    TrustRoot trust = running.local().consortium().trust();
    var verified = CosignedCheckpoint.verify(checkpoint.path("note").asString(), trust);
    assertThat(verified).isInstanceOf(CosignedCheckpoint.Verification.Final.class);
    return ((CosignedCheckpoint.Verification.Final) verified).checkpoint().size();
  }

  @Test
  @Order(5)
  void tellsAFollowerOfEachNewCheckpoint() throws Exception {
    try (Stream<String> lines = follow(0).body()) {
      Iterator<String> each = lines.iterator();
      JsonNode first = next(each);
      assertThat(cosigned(first)).isEqualTo(first.path("size").asLong());
      running.settle(
          running.transaction(
              DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(2))));
      JsonNode second = next(each);
      assertThat(second.path("size").asLong()).isGreaterThan(first.path("size").asLong());
      assertThat(cosigned(second)).isEqualTo(second.path("size").asLong());
    }
  }

  private static JsonNode next(Iterator<String> lines) {
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("data: ")) {
        return JSON.readTree(line.substring("data: ".length()));
      }
    }
    throw new AssertionError("the stream has ended");
  }

  private static HttpResponse<Stream<String>> follow(int node) throws Exception {
    return http.send(
        request(node, "/explorer/api/checkpoints/events", null),
        HttpResponse.BodyHandlers.ofLines());
  }

  @Test
  @Order(6)
  void refusesTheFollowerWhoIsOneTooManyAndTakesTheNextOneOnceAnotherHasLeft() throws Exception {
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        open.add(
            http.send(
                request(3, "/explorer/api/checkpoints/events", null),
                HttpResponse.BodyHandlers.ofInputStream()));
        assertThat(open.getLast().statusCode()).isEqualTo(200);
      }
      var refused = get(3, "/explorer/api/checkpoints/events", null);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(header(refused, "Retry-After")).isEqualTo("30");
      assertThat(json(refused).path("code").asString()).isEqualTo("STREAMS_FULL");
      open.removeLast().body().close();
      await()
          .atMost(RunningConsortium.LONG)
          .until(() -> {
            var next =
                http.send(
                    request(3, "/explorer/api/checkpoints/events", null),
                    HttpResponse.BodyHandlers.ofInputStream());
            open.add(next);
            return next.statusCode() == 200;
          });
    } finally {
      for (var each : open) {
        each.body().close();
      }
    }
  }

  @Test
  @Order(7)
  void countsWhatBecameFinalAndHowLongItTook() {
    await()
        .atMost(RunningConsortium.LONG)
        .untilAsserted(() -> {
          JsonNode pace = json(get(0, "/explorer/api/figures", null)).path("pace");
          long operations = 0;
          for (JsonNode second : pace.path("operations")) {
            operations += second.asLong();
          }
          // Allocation, three invoices; the genesis was final before the watch began or just after.
          assertThat(operations).isBetween(4L, 5L);
          assertThat(pace.path("operations")).hasSize(900);
          assertThat(pace.at("/whole/p50Millis").asLong()).isPositive();
          assertThat(pace.at("/whole/p99Millis").asLong())
              .isGreaterThanOrEqualTo(pace.at("/whole/p50Millis").asLong());
        });
  }

  @Test
  @Order(8)
  void showsMembersAnOperationWithItsProof() throws Exception {
    String token = running.local().token("bureau");
    String id = new InvoiceId(RunningConsortium.FIRST + 1).toString();
    String path = "/explorer/api/invoices/" + id + "/operations";
    JsonNode found = json(get(1, path, token));
    assertThat(found.path("from").asLong()).isZero();
    assertThat(found.path("indexes")).hasSize(1);
    long index = found.at("/indexes/0").asLong();

    JsonNode operation = json(get(1, "/explorer/api/operations/" + index, token));
    byte[] leaf = Base64.getDecoder().decode(operation.path("leaf").asString());
    assertThat(
            new LedgerProofVerifier(running.local().consortium().trust())
                .verifyIssuance(leaf, operation.path("proof").asString()))
        .isInstanceOfSatisfying(
            IssuanceProof.Issued.class,
            issued ->
                assertThat(issued.operation().invoiceId()).isEqualTo(RunningConsortium.FIRST + 1));
    assertThat(json(get(1, path + "?before=" + index, token)).path("indexes")).isEmpty();

    var beyond = get(1, "/explorer/api/operations/1000000", token);
    assertThat(beyond.statusCode()).isEqualTo(404);
    assertThat(json(beyond).path("code").asString()).isEqualTo("UNKNOWN_OPERATION");
    assertThat(get(1, path, null).statusCode()).isEqualTo(401);
    assertThat(get(1, "/explorer/api/operations/" + index, null).statusCode()).isEqualTo(401);
  }

  @Test
  @Order(9)
  void refusesRequestsBeyondThoseOfAMinute() {
    // A minute may end on the way: then it takes as many once more.
    await()
        .atMost(RunningConsortium.LONG)
        .until(() -> {
          for (int i = 0; i <= 300; i++) {
            var answer = get(2, "/explorer/api/overview", null);
            if (answer.statusCode() == 429) {
              assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 60);
              assertThat(json(answer).path("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
              return true;
            }
            assertThat(answer.statusCode()).isEqualTo(200);
          }
          return false;
        });
    var elsewhere = "the ledger's own interface is not counted";
    assertThat(get(2, "/checkpoint", null).statusCode()).as(elsewhere).isEqualTo(200);
  }

  @Test
  @Order(10)
  void saysThatItHasDivergedAndShowsNothingOfItsLedgerAnyMore() {
    running.local().node(DevelopmentMember.AGENCY).divergence().declare("as a test would have it");
    int agency = 1;
    JsonNode overview = json(get(agency, "/explorer/api/overview", null));
    assertThat(overview.at("/node/status").asString()).isEqualTo("DIVERGED");
    assertThat(overview.toString()).doesNotContain("as a test would have it");
    for (String path :
        List.of("/explorer/api/checkpoints", "/explorer/api/checkpoints/events", "/checkpoint")) {
      var refused = get(agency, path, null);
      assertThat(refused.statusCode()).as(path).isEqualTo(503);
      assertThat(json(refused).path("code").asString()).as(path).isEqualTo("DIVERGED");
    }
    String token = running.local().token("bureau");
    assertThat(get(agency, "/explorer/api/operations/0", token).statusCode()).isEqualTo(503);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static HttpResponse<String> get(int node, String path, @Nullable String token) {
    try {
      return http.send(request(node, path, token), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest request(int node, String path, @Nullable String token) {
    var request = HttpRequest.newBuilder(running.local().uris().get(node).resolve(path)).GET();
    return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
  }
}
