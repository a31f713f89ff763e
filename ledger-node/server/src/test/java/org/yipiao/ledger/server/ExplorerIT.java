package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** What the explorer's page gets of four nodes on the real engine, and where they say no. */
@TestMethodOrder(OrderAnnotation.class)
class ExplorerIT {

  private static final int STREAMS = 4;
  private static final int STREAMS_PER_ADDRESS = 3;

  /** Whoever waits asks more seldom than is refused. */
  private static final Duration SELDOM = Duration.ofMillis(500);

  @TempDir static Path directory;
  private static RunningConsortium running;
  private static ExplorerCalls page;

  @BeforeAll
  static void start() throws Exception {
    running =
        RunningConsortium.start(
            directory,
            Map.of(
                "yipiao.ledger.explorer.streams",
                String.valueOf(STREAMS),
                "yipiao.ledger.explorer.streams-per-address",
                String.valueOf(STREAMS_PER_ADDRESS),
                "yipiao.ledger.explorer.requests-per-minute",
                "300"));
    page = new ExplorerCalls(running, "127.0.0.1");
    running.settle(
        running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
    running.settle(
        running.transaction(
            DevelopmentMember.HOSPITAL_ONE,
            List.of(RunningConsortium.invoice(0), RunningConsortium.invoice(1))));
  }

  @AfterAll
  static void stop() {
    page.close();
    running.close();
  }

  @Test
  @Order(1)
  void servesThePageWithAPolicyThatLetsNothingElseIn() throws Exception {
    var html = page.get(0, "/explorer/", null);
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(ExplorerCalls.header(html, "Content-Type")).startsWith("text/html");
    assertThat(ExplorerCalls.header(html, "Content-Security-Policy"))
        .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "data:", "http", "*");
    assertThat(ExplorerCalls.header(html, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(html.body()).contains("./assets/").doesNotContain("<style", "http://", "https://");
    assertThat(html.body()).doesNotContainPattern("<script(?![^>]*src=)");
    var without = page.get(0, "/explorer", null);
    assertThat(without.statusCode()).isEqualTo(308);
    assertThat(ExplorerCalls.header(without, "Location")).isEqualTo("/explorer/");
    var script = html.body().replaceAll("(?s).*src=\"\\./(assets/[^\"]+\\.js)\".*", "$1");
    var file = page.get(0, "/explorer/" + script, null);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(ExplorerCalls.header(file, "Cache-Control")).contains("immutable");
  }

  @Test
  @Order(2)
  void tellsEveryoneOfMembersAndOfItselfButOfNoAmount() throws Exception {
    int bureau = DevelopmentMember.BUREAU.number().value();
    await()
        .atMost(RunningConsortium.LONG)
        .pollInterval(SELDOM)
        .untilAsserted(() -> {
          JsonNode seen = ExplorerCalls.json(page.get(0, "/explorer/api/overview", null));
          assertThat(seen.at("/node/status").asString()).isEqualTo("ACTIVE");
          assertThat(seen.at("/node/finalSize").asLong()).isEqualTo(seen.at("/node/size").asLong());
          long size = seen.at("/node/finalSize").asLong();
          assertThat(seen.path("members").valueStream())
              .filteredOn(member -> member.at("/cosignature/size").asLong() == size)
              .as("who cosigned what is final")
              .hasSizeGreaterThanOrEqualTo(3)
              .allMatch(member -> member.path("validator").asBoolean());
        });
    var answer = page.get(0, "/explorer/api/overview", null);
    JsonNode overview = ExplorerCalls.json(answer);
    assertThat(overview.at("/node/member").asInt()).isEqualTo(bureau);
    assertThat(overview.at("/ledger/quorum").asInt()).isEqualTo(3);
    assertThat(overview.at("/ledger/contractVersion").asInt()).isEqualTo(2);
    assertThat(overview.at("/ledger/suite").asString()).isEqualTo("INTL");
    assertThat(overview.at("/ledger/ledgerId").asString())
        .isEqualTo(running.local().consortium().genesis().ledgerId().hex());
    assertThat(overview.path("members")).hasSize(DevelopmentMember.values().length);
    assertThat(ExplorerCalls.header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain("110601260000", "Fen", "failure");
  }

  @Test
  @Order(3)
  void handsOutTheTrustRootInTheBytesThatMembersHave() throws Exception {
    var trust = page.get(1, "/explorer/api/trust", null);
    assertThat(trust.body()).isEqualTo(Files.readString(running.local().consortium().trustFile()));
  }

  @Test
  @Order(4)
  void showsCheckpointsThatAQuorumHasCosignedNewestFirst() throws Exception {
    JsonNode all = ExplorerCalls.json(page.get(2, "/explorer/api/checkpoints?limit=50", null));
    assertThat(all.size()).isGreaterThanOrEqualTo(3);
    long above = Long.MAX_VALUE;
    for (JsonNode checkpoint : all) {
      assertThat(cosigned(checkpoint)).isEqualTo(checkpoint.path("size").asLong());
      assertThat(checkpoint.path("size").asLong()).isLessThan(above);
      above = checkpoint.path("size").asLong();
    }
    assertThat(above).isEqualTo(2);
    long second = all.get(1).path("size").asLong();
    JsonNode older =
        ExplorerCalls.json(page.get(2, "/explorer/api/checkpoints?limit=1&before=" + second, null));
    assertThat(older).hasSize(1);
    assertThat(older.get(0)).isEqualTo(all.get(2));
    assertThat(ExplorerCalls.json(page.get(2, "/explorer/api/checkpoints?before=2", null)))
        .isEmpty();
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
    try (Stream<String> lines = page.follow(0)) {
      Iterator<String> each = lines.iterator();
      JsonNode first = ExplorerCalls.next(each);
      assertThat(cosigned(first)).isEqualTo(first.path("size").asLong());
      running.settle(
          running.transaction(
              DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(2))));
      JsonNode second = ExplorerCalls.next(each);
      assertThat(second.path("size").asLong()).isGreaterThan(first.path("size").asLong());
      assertThat(cosigned(second)).isEqualTo(second.path("size").asLong());
    }
  }

  @Test
  @Order(6)
  void refusesTheFollowerWhoIsOneTooManyAndTakesTheNextOneOnceAnotherHasLeft() throws Exception {
    List<InputStream> open = new ArrayList<>();
    try (var elsewhere = new ExplorerCalls(running, "127.0.0.2")) {
      for (int i = 0; i < STREAMS_PER_ADDRESS; i++) {
        open.add(page.followed(3).orElseThrow());
      }
      assertThat(page.followed(3)).as("one more of the same address").isEmpty();
      open.add(elsewhere.followed(3).orElseThrow());
      assertThat(elsewhere.followed(3)).as("one more in all").isEmpty();
      open.removeFirst().close();
      await()
          .atMost(RunningConsortium.LONG)
          .pollInterval(SELDOM)
          .until(() -> {
            elsewhere.followed(3).ifPresent(open::add);
            return open.size() == STREAMS;
          });
    } finally {
      for (var each : open) {
        each.close();
      }
    }
  }

  @Test
  @Order(7)
  void countsWhatBecameFinalAndHowLongItTook() {
    await()
        .atMost(RunningConsortium.LONG)
        .pollInterval(SELDOM)
        .untilAsserted(() -> {
          JsonNode pace =
              ExplorerCalls.json(page.get(0, "/explorer/api/figures", null)).path("pace");
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
    JsonNode found = ExplorerCalls.json(page.get(1, path, token));
    assertThat(found.path("from").asLong()).isZero();
    assertThat(found.path("indexes")).hasSize(1);
    long index = found.at("/indexes/0").asLong();

    JsonNode operation =
        ExplorerCalls.json(page.get(1, "/explorer/api/operations/" + index, token));
    byte[] leaf = Base64.getDecoder().decode(operation.path("leaf").asString());
    assertThat(
            new LedgerProofVerifier(running.local().consortium().trust())
                .verifyIssuance(leaf, operation.path("proof").asString()))
        .isInstanceOfSatisfying(
            IssuanceProof.Issued.class,
            issued ->
                assertThat(issued.operation().invoiceId()).isEqualTo(RunningConsortium.FIRST + 1));
    assertThat(ExplorerCalls.json(page.get(1, path + "?before=" + index, token)).path("indexes"))
        .isEmpty();

    var beyond = page.get(1, "/explorer/api/operations/1000000", token);
    assertThat(beyond.statusCode()).isEqualTo(404);
    assertThat(ExplorerCalls.json(beyond).path("code").asString()).isEqualTo("UNKNOWN_OPERATION");
    assertThat(page.get(1, path, null).statusCode()).isEqualTo(401);
    assertThat(page.get(1, "/explorer/api/operations/" + index, null).statusCode()).isEqualTo(401);
  }

  @Test
  @Order(9)
  void refusesRequestsBeyondThoseOfAMinute() {
    // A minute may end on the way: then it takes as many once more.
    await()
        .atMost(RunningConsortium.LONG)
        .pollInterval(SELDOM)
        .until(() -> {
          for (int i = 0; i <= 300; i++) {
            var answer = page.get(2, "/explorer/api/overview", null);
            if (answer.statusCode() == 429) {
              assertThat(Integer.parseInt(ExplorerCalls.header(answer, "Retry-After")))
                  .isBetween(1, 60);
              assertThat(ExplorerCalls.json(answer).path("code").asString())
                  .isEqualTo("TOO_MANY_REQUESTS");
              return true;
            }
            assertThat(answer.statusCode()).isEqualTo(200);
          }
          return false;
        });
    var elsewhere = "the ledger's own interface is not counted";
    assertThat(page.get(2, "/checkpoint", null).statusCode()).as(elsewhere).isEqualTo(200);
  }

  @Test
  @Order(10)
  void saysThatItHasDivergedAndShowsNothingOfItsLedgerAnyMore() {
    running.local().node(DevelopmentMember.AGENCY).divergence().declare("as a test would have it");
    int agency = 1;
    JsonNode overview = ExplorerCalls.json(page.get(agency, "/explorer/api/overview", null));
    assertThat(overview.at("/node/status").asString()).isEqualTo("DIVERGED");
    assertThat(overview.toString()).doesNotContain("as a test would have it");
    for (String path :
        List.of("/explorer/api/checkpoints", "/explorer/api/checkpoints/events", "/checkpoint")) {
      var refused = page.get(agency, path, null);
      assertThat(refused.statusCode()).as(path).isEqualTo(503);
      assertThat(ExplorerCalls.json(refused).path("code").asString())
          .as(path)
          .isEqualTo("DIVERGED");
    }
    String token = running.local().token("bureau");
    assertThat(page.get(agency, "/explorer/api/operations/0", token).statusCode()).isEqualTo(503);
  }
}
