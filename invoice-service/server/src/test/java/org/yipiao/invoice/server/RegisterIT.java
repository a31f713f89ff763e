package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.testing.EndpointAccessContract;

/** What the register promises to hospitals, payers and patients. */
class RegisterIT extends RunningRegister {

  @Autowired private TransactionTemplate rows;

  @Test
  void takesABatchAllTheWayToAProofThatVerifiesOffline() throws Exception {
    var issued =
        List.of(
            HOSPITAL.issue(nextId, "B-" + nextId), HOSPITAL.issue(nextId + 1, "B-" + (nextId + 1)));
    String batchId = newId();
    String body = batch(batchId, HOSPITAL.sign(issued), issued);
    var accepted = call(hospital(), "POST", "/v1/batches", body);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    var settled = call(hospital(), "GET", "/v1/batches/" + batchId, null).json();
    assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("FINAL");
    assertThat(settled.path("invoices").path(1).path("outcome").asString()).isEqualTo("APPLIED");
    assertThat(call(hospital(), "POST", "/v1/batches", body).json().path("state").asString())
        .isEqualTo("FINAL");

    var bundle = call(hospital(), "GET", "/v1/invoices/" + nextId + "/bundle", null);
    var verdict =
        BundleVerifier.verify(
            ProofBundle.decode(bundle.body().getBytes(StandardCharsets.UTF_8)), TRUST);
    assertThat(verdict).isInstanceOf(BundleVerdict.Valid.class);

    String person =
        call(
                platform(),
                "POST",
                "/v1/persons/resolve",
                "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"110101199003070011\"}")
            .json()
            .path("personId")
            .asString();
    var first = call(platform(), "GET", "/v1/persons/" + person + "/invoices?limit=1", null).json();
    assertThat(first.path("items").size()).isEqualTo(1);
    var second =
        call(
                platform(),
                "GET",
                "/v1/persons/"
                    + person
                    + "/invoices?limit=1&after="
                    + first.path("next").asString(),
                null)
            .json();
    assertThat(second.path("items").path(0)).isNotEqualTo(first.path("items").path(0));
    assertThat(events())
        .anyMatch(event -> event.value().contains("\"invoiceId\":\"" + nextId + "\""));
  }

  @Test
  void takesTheSameDocumentsUnderANewTransactionOnceTheFirstExpired() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "E-" + nextId));
    var lost = HOSPITAL.sign(issued, Duration.ofSeconds(4));
    LEDGER.lose(lost);
    String first = newId();
    call(hospital(), "POST", "/v1/batches", batch(first, lost, issued));
    await().until(() -> Instant.now().isAfter(lost.header().expiry()));
    long number = nextId;
    allocate(); // the ledger's time passes only with its blocks
    assertThat(nextId).isGreaterThan(number);
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + first, null).json().path("state").asString())
        .isEqualTo("EXPIRED");
    String second = newId();
    call(hospital(), "POST", "/v1/batches", batch(second, HOSPITAL.sign(issued), issued));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + second, null).json().path("state").asString())
        .isEqualTo("FINAL");
  }

  /** Each of two invoices once: one was issued under the lost transaction, the other is new. */
  @Test
  void takesOverTheIssueOfItsOwnEarlierTransactionWhenTheNumberIsUsed() throws Exception {
    var first = HOSPITAL.issue(nextId, "O-" + nextId);
    var second = HOSPITAL.issue(nextId + 1, "O-" + (nextId + 1));
    var denied = HOSPITAL.sign(List.of(first));
    LEDGER.deny(denied);
    String firstId = newId();
    call(hospital(), "POST", "/v1/batches", batch(firstId, denied, List.of(first)));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + firstId, null).json().path("state").asString())
        .isEqualTo("EXPIRED");
    LEDGER.admit(denied);

    var both = List.of(second, first);
    String again = newId();
    call(hospital(), "POST", "/v1/batches", batch(again, HOSPITAL.sign(both), both));
    var settled = call(hospital(), "GET", "/v1/batches/" + again, null).json();

    assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("FINAL");
    for (int i = 0; i < 2; i++) {
      assertThat(settled.path("invoices").path(i).path("outcome").asString())
          .as(settled.toString())
          .isEqualTo("APPLIED");
      var bundle = call(hospital(), "GET", "/v1/invoices/" + (nextId + i) + "/bundle", null);
      assertThat(
              BundleVerifier.verify(
                  ProofBundle.decode(bundle.body().getBytes(StandardCharsets.UTF_8)), TRUST))
          .isInstanceOf(BundleVerdict.Valid.class);
    }
    assertThat(
            call(hospital(), "GET", "/v1/invoices/" + nextId, null)
                .json()
                .path("commitment")
                .asString())
        .isEqualTo(first.commitment().hex());
  }

  @Test
  void refusesATransactionThatExpiresWhileItsBatchWaitsForARow() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "L-" + nextId));
    var never = HOSPITAL.sign(issued);
    LEDGER.deny(never);
    LEDGER.lose(never);
    String earlier = newId();
    call(hospital(), "POST", "/v1/batches", batch(earlier, never, issued));
    call(hospital(), "GET", "/v1/batches/" + earlier, null);

    var late = HOSPITAL.sign(issued, Duration.ofSeconds(4));
    String batchId = newId();
    CompletableFuture<Reply> waiting =
        rows.execute(_ -> {
          jdbc.sql("SELECT state FROM invoice WHERE invoice_id = ? FOR UPDATE")
              .param(nextId)
              .query(String.class)
              .single();
          var posted = CompletableFuture.supplyAsync(() -> post(batch(batchId, late, issued)));
          await().until(() -> !Instant.now().isBefore(late.header().expiry()));
          return posted;
        });
    Reply reply = waiting.join();

    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().path("code").asString()).isEqualTo("TRANSACTION_EXPIRED");
    assertThat(call(hospital(), "GET", "/v1/batches/" + batchId, null).status()).isEqualTo(404);
  }

  private Reply post(String body) {
    try {
      return call(hospital(), "POST", "/v1/batches", body);
    } catch (java.io.IOException | InterruptedException e) {
      throw new java.util.concurrent.CompletionException(e);
    }
  }

  @Test
  void keepsABatchThatNoNodeTakesAndRelaysItLater() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "F-" + nextId));
    LEDGER.closed(true);
    String batchId = newId();
    var reply =
        call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(reply.json().path("state").asString()).isEqualTo("RECEIVED");
    LEDGER.closed(false);
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + batchId, null).json().path("state").asString())
        .isEqualTo("FINAL");
  }

  @Test
  void holdsNoPersonalDataInTheClear() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "SECRET-BUSINESS-" + nextId));
    call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(issued), issued));
    byte[] sealed =
        jdbc.sql("SELECT sealed FROM invoice WHERE invoice_id = ?")
            .param(nextId)
            .query(byte[].class)
            .single();
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain(issued.getFirst().compact().substring(0, 40));
    assertThat(text).doesNotContain(issued.getFirst().compact().split("~", -1)[3]);
  }

  @Test
  void aPayerReadsOnlyWhatItWasShownForAClaimAndIsWrittenDown() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "G-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    String payer = TOKENS.token("agency", "invoices.read");
    String path = "/v1/invoices/" + nextId + "/bundle";
    assertThat(call(payer, "GET", path, null).json().path("code").asString())
        .isEqualTo("PURPOSE_MISSING");
    String claim = newId();
    String forClaim = path + "?claim=" + claim;
    String invented = newId() + newId();
    String commitment = issued.getFirst().commitment().hex();
    for (String guess :
        List.of("", "&presentation=", "&presentation=" + invented, "&presentation=" + commitment)) {
      assertThat(call(payer, "GET", forClaim + guess, null).json().path("code").asString())
          .as(guess)
          .isEqualTo("NO_SUCH_INVOICE");
    }
    for (String part : List.of("", "/document")) {
      String whole = "/v1/invoices/" + nextId + part + "?claim=" + claim;
      assertThat(call(payer, "GET", whole, null).json().path("code").asString())
          .as(part)
          .isEqualTo("NO_SUCH_INVOICE");
    }
    String shown = "&presentation=" + presentation(issued.getFirst().compact());
    assertThat(call(payer, "GET", forClaim + shown, null).status()).isEqualTo(200);
    String other = forClaim + "&presentation=" + invented;
    assertThat(call(payer, "GET", other, null).json().path("code").asString())
        .as("of an invoice that it has read")
        .isEqualTo("NOT_SHOWN");
    String status = "/v1/invoices/" + nextId + "?claim=" + claim + shown;
    assertThat(call(payer, "GET", status, null).status()).isEqualTo(200);
    assertThat(
            jdbc.sql("SELECT cause FROM document_access WHERE invoice_id = ? AND tenant = 'agency'")
                .param(nextId)
                .query(String.class)
                .list())
        .containsOnly("CLAIM " + claim);
  }

  private static String presentation(String compact) {
    return Digest.sha256(compact.getBytes(StandardCharsets.US_ASCII)).hex();
  }

  @Test
  void aPayerLearnsThePersonOfADocumentItWasShownForThatClaimAndOfNobodyElse() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "P-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    String payer = TOKENS.token("agency", "invoices.read", "persons.resolve");
    String claim = newId();
    String shown = TestHospital.PERSON.number();

    assertThat(resolve(payer, shown, null)).isEqualTo("PURPOSE_MISSING");
    assertThat(resolve(payer, shown, claim)).isEqualTo("PERSON_NOT_SHOWN");
    String bundle = "/v1/invoices/" + nextId + "/bundle?claim=" + claim + "&presentation=";
    call(payer, "GET", bundle + newId() + newId(), null);
    assertThat(resolve(payer, shown, claim)).isEqualTo("PERSON_NOT_SHOWN");
    call(payer, "GET", bundle + presentation(issued.getFirst().compact()), null);
    assertThat(resolve(payer, shown, claim)).matches("[0-9a-f]{64}");
    assertThat(resolve(payer, "110101199003070038", claim)).isEqualTo("PERSON_NOT_SHOWN");
    assertThat(resolve(payer, shown, newId())).isEqualTo("PERSON_NOT_SHOWN");
    String other = TOKENS.token("insurer", "invoices.read", "persons.resolve");
    assertThat(resolve(other, shown, claim)).isEqualTo("PERSON_NOT_SHOWN");
    assertThat(resolve(TOKENS.token("hospital-one", "persons.resolve"), shown, claim))
        .isEqualTo("NOT_PERMITTED");
    assertThat(
            jdbc.sql("SELECT tenant FROM person_resolution WHERE cause = ?")
                .param("CLAIM " + claim)
                .query(String.class)
                .list())
        .as("what was answered is written down")
        .containsExactly("agency");
  }

  /** The person's id, or the code of the refusal. */
  private String resolve(String token, String number, @Nullable String claim) throws Exception {
    var query = new java.util.HashMap<String, String>();
    query.put("documentType", "RESIDENT_ID");
    query.put("documentNumber", number);
    if (claim != null) {
      query.put("claim", claim);
    }
    var answer = call(token, "POST", "/v1/persons/resolve", JSON.writeValueAsString(query)).json();
    return answer.path("personId").asString(answer.path("code").asString(""));
  }

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
        Instant.parse(issuedAt)
            .atZone(java.time.ZoneId.of("Asia/Shanghai"))
            .toLocalDate()
            .toString();
    for (int i = 0; i < 12; i++) {
      assertThat(lookUp("a1b2c3", date).status()).isEqualTo(200);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(lookUp("00000" + i, date).json().path("code").asString())
          .isEqualTo("NO_SUCH_INVOICE");
    }
    assertThat(lookUp("a1b2c3", date).json().path("code").asString())
        .isEqualTo("TOO_MANY_LOOK_UPS");
  }

  private Reply lookUp(String checkCode, String date) throws Exception {
    return call(
        hospital(),
        "POST",
        "/v1/verifications",
        JSON.writeValueAsString(
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
                1_250)));
  }

  @Test
  void describesItsApiToAnyone() throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("paths").propertyNames())
        .contains(
            "/v1/batches",
            "/v1/batches/{batchId}",
            "/v1/invoices/{invoiceId}/bundle",
            "/v1/persons/resolve",
            "/v1/allocations",
            "/v1/verifications");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"stranger", "hospital-two"})
  void givesNothingToCallersWithoutTheRight(String tenant) throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "H-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    Map<String, String> invoice = Map.of("invoiceId", Long.toString(nextId));
    var contract = EndpointAccessContract.of(context, port, TOKENS).stranger(tenant);
    if (tenant.startsWith("hospital")) {
      contract.sharedByTenants("GET /v1/allocations", "a hospital sees its own alone");
    }
    contract
        .sample("POST /v1/batches", Map.of(), batch(newId(), HOSPITAL.sign(issued), issued))
        .sample("GET /v1/batches/{batchId}", Map.of("batchId", batchId), "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}", invoice, "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}/document", invoice, "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}/bundle", invoice, "")
        .sample(
            "GET /v1/persons/{personId:[0-9a-f]{64}}/invoices",
            Map.of("personId", "a".repeat(64)),
            "")
        .sample(
            "POST /v1/persons/resolve",
            Map.of(),
            "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"110101199003070011\"}")
        .sample(
            "POST /v1/allocations",
            Map.of(),
            "{\"hospital\":\"hospital-one\",\"gatewayInstance\":\"x\",\"code\":\"11060126\","
                + "\"count\":1}")
        .sample("GET /v1/allocations", Map.of(), "instance=hospital-one-1", "", "")
        .sample("GET /v1/allocations/{allocationId}", Map.of("allocationId", allocationId), "")
        .verify();
  }
}
