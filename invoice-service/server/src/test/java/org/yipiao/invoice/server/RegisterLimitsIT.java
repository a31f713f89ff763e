package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.protocol.wire.Digest;

/** What a caller may ask for again, and how often. */
class RegisterLimitsIT extends RunningRegister {

  @Test
  void boundsHowManyPersonsAClientOfThePatientsPlatformAsksFor() throws Exception {
    String hasty = TOKENS.tokenOf("platform", "hasty-client", "persons.resolve");
    for (int i = 0; i < RESOLUTIONS_PER_MINUTE; i++) {
      assertThat(resolve(hasty, "110101199003070011", null)).matches("[0-9a-f]{64}");
    }
    assertThat(resolve(hasty, "110101199003070011", null)).isEqualTo("TOO_MANY_RESOLUTIONS");
    assertThat(resolve(platform(), "110101199003070011", null)).matches("[0-9a-f]{64}");
  }

  @Test
  void boundsHowOftenAPayersClientNamesAPersonThatItWasNotShown() throws Exception {
    var issued = HOSPITAL.issue(nextId, "L-" + nextId);
    makeFinal(List.of(issued));
    String guessing =
        TOKENS.tokenOf("agency", "guessing-client", "invoices.read", "persons.resolve");
    String claim = newId();
    String hash = Digest.sha256(issued.compact().getBytes(StandardCharsets.US_ASCII)).hex();
    String bundle =
        "/v1/invoices/%d/bundle?claim=%s&presentation=%s".formatted(nextId, claim, hash);
    assertThat(call(guessing, "GET", bundle, null).status()).isEqualTo(200);
    String shown = TestHospital.PERSON.number();
    CLOCK.hold();
    try {
      for (int i = 0; i < 120; i++) {
        assertThat(resolve(guessing, shown, claim)).as("no guess").matches("[0-9a-f]{64}");
      }
      for (int i = 0; i < 100; i++) {
        assertThat(resolve(guessing, "110101199003070038", claim)).isEqualTo("PERSON_NOT_SHOWN");
      }
      assertThat(resolve(guessing, shown, claim)).isEqualTo("TOO_MANY_RESOLUTIONS");
    } finally {
      CLOCK.release();
    }
  }

  @Test
  void allocatesOnceUnderOneIdempotencyKey() throws Exception {
    var bureau = TOKENS.token("bureau", "numbers.allocate");
    String key = UUID.randomUUID().toString();
    var first = allocate(bureau, key, 10);
    var again = allocate(bureau, key, 10);
    var other = allocate(bureau, key, 11);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED", "/count");
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM allocation WHERE gateway_instance = 'idempotent'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private HttpResponse<String> allocate(String token, String key, int count) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/allocations"))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"hospital\":\"hospital-one\",\"gatewayInstance\":\"idempotent\","
                            + "\"code\":\"11060126\",\"count\":"
                            + count
                            + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersALookUpWithAllFiveElementsUntilItsCallerHasGuessedTooOften() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "V-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    String issuedAt =
        call(hospital(), "GET", "/v1/invoices/" + nextId, null).json().path("issuedAt").asString();
    String date =
        Instant.parse(issuedAt).atZone(ZoneId.of("Asia/Shanghai")).toLocalDate().toString();
    for (int i = 0; i < 12; i++) {
      Reply found = lookUp("a1b2c3", date);
      assertThat(found.status()).isEqualTo(200);
      showsThePayerMasked(found);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(lookUp("00000" + i, date).json().path("code").asString())
          .isEqualTo("NO_SUCH_INVOICE");
    }
    assertThat(lookUp("a1b2c3", date).json().path("code").asString())
        .isEqualTo("TOO_MANY_LOOK_UPS");
    assertThat(lookUpThroughAProxy("203.0.113.9", date).statusCode())
        .as("for another client")
        .isEqualTo(200);
    var refused = lookUpThroughAProxy("127.0.0.1", date);
    assertThat(refused.statusCode()).as("for the same one").isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 601L);
  }

  /** Whoever has the paper learns no more than it shows. */
  private void showsThePayerMasked(Reply found) {
    assertThat(found.json().path("payer").asString()).isEqualTo("**丰");
    assertThat(found.json().path("payerDocument").asString()).isEqualTo("110101********0011");
    assertThat(found.body())
        .contains(Long.toString(nextId))
        .doesNotContain(TestHospital.PERSON.number(), "19900307", "张三", "10000000001", "MR-1");
  }

  /** Nobody learns which numbers are invoices. */
  @Test
  void refusesALookUpOfAnInvoiceAndOfNoneInTheSameWords() throws Exception {
    makeFinal(List.of(HOSPITAL.issue(nextId, "T-" + nextId)));
    var answers = new HashSet<String>();
    for (String known : List.of(fiveElements("a1b2c3", "2020-01-01"), noneSuch())) {
      Reply refused = call(hospital(), "POST", "/v1/verifications", known);
      assertThat(refused.status()).isEqualTo(404);
      var problem = refused.json();
      answers.add(problem.path("code") + " " + problem.path("detail") + problem.path("fields"));
    }
    assertThat(answers).hasSize(1);
  }

  private String noneSuch() {
    return fiveElements("a1b2c3", "2020-01-01")
        .replace(Long.toString(nextId).substring(CODE.length()), "9999999999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code", "number", "checkCode", "issueDate", "totalFen"})
  void namesTheElementThatALookUpLacks(String element) throws Exception {
    for (String body :
        List.of(
            fiveElements("a1b2c3", "2020-01-01").replace("\"" + element + "\"", "\"x\""),
            fiveElements("a1b2c3", "2020-01-01")
                .replaceFirst(
                    "\"" + element + "\":(\"[^\"]*\"|[0-9]+)", "\"" + element + "\":null"))) {
      Reply refused = call(hospital(), "POST", "/v1/verifications", body);
      assertThat(refused.status()).as(refused.body()).isBetween(400, 422);
      assertThat(refused.json().path("code").asString()).isNotEqualTo("NO_SUCH_INVOICE");
      assertThat(refused.json().path("fields")).isNotEmpty();
    }
  }

  private Reply lookUp(String checkCode, String date) throws Exception {
    return call(hospital(), "POST", "/v1/verifications", fiveElements(checkCode, date));
  }

  private HttpResponse<String> lookUpThroughAProxy(String client, String date) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/verifications"))
                .header("X-Forwarded-For", client)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(fiveElements("a1b2c3", date)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private String fiveElements(String checkCode, String date) {
    return JSON.writeValueAsString(
        Map.of(
            "code",
            CODE,
            "number",
            Long.toString(nextId).substring(CODE.length()),
            "checkCode",
            checkCode,
            "issueDate",
            date,
            "totalFen",
            1_250));
  }
}
