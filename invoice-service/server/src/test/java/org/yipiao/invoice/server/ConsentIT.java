package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.api.ConsentPayload;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.wire.Digest;
import tools.jackson.databind.JsonNode;

/** A person agrees, a payer reads exactly that, and no longer than agreed. */
class ConsentIT extends RunningRegister {

  private static final List<String> NEEDED = List.of("ISSUER", "ENCOUNTER", "MONEY", "LINES");
  private static final NationalDocument OTHER =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003072021");
  private static final NationalDocument GRANTING =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003072022");

  private final String consentId = newId();
  private final String claim = newId();
  private String person;

  /** A final invoice of the person, and one of somebody else. */
  @BeforeEach
  void issue() throws Exception {
    makeFinal(
        List.of(
            HOSPITAL.issue(nextId, "C-" + nextId, GRANTING),
            HOSPITAL.issue(nextId + 1, "C-" + (nextId + 1), OTHER)));
    person = personOf(nextId);
  }

  @AfterEach
  void letTimePass() {
    CLOCK.release();
  }

  private Map<String, Object> request() {
    var request = new HashMap<String, Object>();
    request.put("consentId", consentId);
    request.put("invoiceId", Long.toString(nextId));
    request.put("payer", "agency");
    request.put("purpose", "REIMBURSEMENT");
    request.put("fields", NEEDED);
    request.put("expiresAt", Instant.now().plus(Duration.ofDays(30)).toString());
    return request;
  }

  private Map<String, Object> request(String member, Object value) {
    var request = request();
    request.put(member, value);
    return request;
  }

  private Reply grant(Map<String, Object> request) throws Exception {
    return call(signedIn(person), "POST", "/v1/consents", JSON.writeValueAsString(request));
  }

  private JsonNode granted(Map<String, Object> request) throws Exception {
    Reply reply = grant(request);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json();
  }

  private Reply revoke() throws Exception {
    return call(signedIn(person), "POST", "/v1/consents/" + consentId + "/revocation", null);
  }

  private Reply read(String payer, String part, String forClaim) throws Exception {
    String path = "/v1/consents/" + consentId + part + "?claim=" + forClaim;
    return call(TOKENS.token(payer, "invoices.read"), "GET", path, null);
  }

  /** 200, or the code of the refusal. */
  private static String outcome(Reply reply) {
    return reply.status() == 200 ? "200" : reply.json().path("code").asString();
  }

  private static void refused(Reply reply, int status, String code, String pointer) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.json().path("code").asString()).isEqualTo(code);
    assertThat(reply.json().path("fields").path(0).path("pointer").asString("")).isEqualTo(pointer);
  }

  private List<String> rows(String sql, Object... parameters) {
    return jdbc.sql(sql).params(parameters).query(String.class).list();
  }

  private JWKSet keys() throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/consent-keys"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JWKSet keys = JWKSet.parse(answer.body());
    assertThat(keys.containsNonPublicKeys()).isFalse();
    return keys;
  }

  @Test
  void isSignedOverTheOneSpellingOfWhatWasAgreed() throws Exception {
    JsonNode consent = granted(request());

    var payload =
        new ConsentPayload(
            consent.path("presentationHash").asString(),
            "agency",
            "REIMBURSEMENT",
            Instant.parse(consent.path("expiresAt").asString()),
            consent.path("nonce").asString());
    var signed = JWSObject.parse(consent.path("signed").asString());
    assertThat(signed.getPayload().toString()).isEqualTo(payload.canonical());
    assertThat(signed.getHeader().getType().getType()).isEqualTo("yipiao-consent+jwt");
    var key = keys().getKeyByKeyId(signed.getHeader().getKeyID()).toECKey();
    assertThat(signed.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(consent.path("digest").asString())
        .isEqualTo(Digest.sha256(payload.canonical().getBytes(StandardCharsets.US_ASCII)).hex());
    assertThat(consent.path("nonce").asString()).matches("[A-Za-z0-9_-]{22}");
    assertThat(
            rows(
                "SELECT CONCAT_WS(' ', tenant, actor, cause) FROM consent WHERE consent_id = ?",
                consentId))
        .containsExactly("platform mobile-bff PERSON_GRANTED");
  }

  @Test
  void showsThePayerWhatWasAgreedInABundleThatVerifiesOffline() throws Exception {
    JsonNode consent = granted(request());

    JsonNode invoice = read("agency", "/invoice", claim).json();
    assertThat(invoice.path("status").path("invoiceId").asString())
        .isEqualTo(Long.toString(nextId));
    assertThat(invoice.path("status").path("state").asString()).isEqualTo("FINAL");
    assertThat(invoice.path("personId").asString()).isEqualTo(person);
    assertThat(invoice.path("presentationHash")).isEqualTo(consent.path("presentationHash"));

    Reply answer = read("agency", "/bundle", claim);
    var bundle = ProofBundle.decode(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(Digest.sha256(bundle.document().getBytes(StandardCharsets.US_ASCII)).hex())
        .isEqualTo(consent.path("presentationHash").asString());
    assertThat(BundleVerifier.verify(bundle, TRUST))
        .isInstanceOfSatisfying(
            BundleVerdict.Valid.class,
            valid ->
                assertThat(valid.disclosed())
                    .containsExactlyInAnyOrder("issuer", "encounter", "money", "line_0001"));
    assertThat(
            rows(
                """
                SELECT CONCAT_WS(' ', tenant, actor, what, cause) FROM document_access
                WHERE invoice_id = ? ORDER BY id
                """,
                nextId))
        .containsExactly(
            "agency agency-client STATUS CLAIM " + claim,
            "agency agency-client BUNDLE CLAIM " + claim);
  }

  @Test
  void showsPhoneAndRecordNumberToNobodyEvenWhenAllElseIs() throws Exception {
    granted(
        request(
            "fields",
            List.of(
                "BUSINESS_NUMBER",
                "PAYER_DOCUMENT",
                "PAYER_NAME",
                "DIAGNOSES",
                "LINES",
                "CATEGORIES",
                "MONEY",
                "COVERAGE",
                "ENCOUNTER",
                "ISSUER")));

    Reply answer = read("agency", "/bundle", claim);
    var bundle = ProofBundle.decode(answer.body().getBytes(StandardCharsets.UTF_8));

    assertThat(BundleVerifier.verify(bundle, TRUST))
        .isInstanceOfSatisfying(
            BundleVerdict.Valid.class,
            valid ->
                assertThat(valid.disclosed())
                    .containsExactlyInAnyOrder(
                        "issuer",
                        "encounter",
                        "coverage",
                        "money",
                        "categories",
                        "line_0001",
                        "payer_name",
                        "payer_document",
                        "business_number"));
  }

  @Test
  void thePresentationIsNoKeyToTheWholeDocument() throws Exception {
    JsonNode consent = granted(request());
    String path =
        "/v1/invoices/%d/bundle?claim=%s&presentation=%s"
            .formatted(nextId, claim, consent.path("presentationHash").asString());
    assertThat(outcome(call(TOKENS.token("agency", "invoices.read"), "GET", path, null)))
        .isEqualTo("NO_SUCH_INVOICE");
  }

  @Test
  void evenAConsentToAllOfADocumentIsNoKeyToItOnceItIsTakenBack() throws Exception {
    long id = nextId + 2;
    IssuedDocument whole = HOSPITAL.issueWithoutContact(id, "C-" + id, GRANTING);
    makeFinal(List.of(whole));
    Map<String, Object> all =
        request("fields", Stream.of(Field.values()).map(Field::name).toList());
    all.put("invoiceId", Long.toString(id));
    String hash = granted(all).path("presentationHash").asString();
    assertThat(hash)
        .isEqualTo(Digest.sha256(whole.compact().getBytes(StandardCharsets.US_ASCII)).hex());
    assertThat(revoke().status()).isEqualTo(200);

    for (String part : List.of("", "/document", "/bundle")) {
      String path = "/v1/invoices/%d%s?claim=%s&presentation=%s".formatted(id, part, claim, hash);
      assertThat(outcome(call(TOKENS.token("agency", "invoices.read"), "GET", path, null)))
          .as(part)
          .isEqualTo("NO_SUCH_INVOICE");
    }
  }

  @Test
  void grantedAgainUnchangedHasOneEffectAndOneAnswerAndChangedNamesTheDifference()
      throws Exception {
    Map<String, Object> request = request();
    Reply first = grant(request);
    request.put("fields", List.of("LINES", "MONEY", "ENCOUNTER", "ISSUER", "ISSUER"));
    Reply second = grant(request);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).as("in another order").isEqualTo(first.body());
    assertThat(rows("SELECT state FROM status_change WHERE subject = ?", consentId))
        .containsExactly("GRANTED");

    Map<String, Object> changes =
        Map.of(
            "invoiceId", Long.toString(nextId + 1),
            "payer", "insurer",
            "purpose", "RESEARCH",
            "fields", List.of("ISSUER", "ENCOUNTER", "MONEY", "LINES", "DIAGNOSES"),
            "expiresAt", Instant.now().plus(Duration.ofDays(31)).toString());
    for (var change : changes.entrySet()) {
      Map<String, Object> other = new HashMap<>(request);
      other.put(change.getKey(), change.getValue());
      refused(grant(other), 422, "CONSENT_ID_REUSED", "/" + change.getKey());
    }
    String theirs = JSON.writeValueAsString(request);
    refused(
        call(signedIn(personOf(nextId + 1)), "POST", "/v1/consents", theirs),
        422,
        "CONSENT_ID_REUSED",
        "/consentId");
  }

  @Test
  void ofManyGrantsAtOnceAllGetTheSameAnswer() throws Exception {
    Map<String, Object> request = request();
    Set<String> answers = new HashSet<>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, 8).mapToObj(_ -> pool.submit(() -> granted(request))).toList();
      for (var one : calls) {
        answers.add(one.get().toString());
      }
    }
    assertThat(answers).hasSize(1);
    assertThat(rows("SELECT state FROM status_change WHERE subject = ?", consentId))
        .containsExactly("GRANTED");
  }

  @Test
  void refusesWhatCannotBeConsentedToEachByItsName() throws Exception {
    refused(grant(request("invoiceId", Long.toString(nextId + 1))), 404, "NO_SUCH_INVOICE", "");
    refused(grant(request("invoiceId", Long.toString(nextId + 99))), 404, "NO_SUCH_INVOICE", "");
    refused(grant(request("payer", "hospital-one")), 422, "NO_SUCH_PAYER", "/payer");
    refused(grant(request("payer", "nobody")), 422, "NO_SUCH_PAYER", "/payer");
    refused(grant(request("purpose", "RESEARCH")), 422, "CONSENT_PURPOSE_UNKNOWN", "/purpose");
    for (String left : NEEDED) {
      List<String> fields =
          Stream.concat(NEEDED.stream(), Stream.of("DIAGNOSES"))
              .filter(field -> !field.equals(left))
              .toList();
      Reply reply = grant(request("fields", fields));
      refused(reply, 422, "CONSENT_FIELDS_MISSING", "/fields");
      assertThat(reply.json().path("detail").asString()).contains(left);
    }
    refused(grant(request("fields", List.of())), 422, "FIELDS_INVALID", "/fields");
    refused(
        grant(request("fields", List.of("ISSUER", "PHONE"))), 400, "BODY_UNREADABLE", "/fields/1");
    for (Duration life : List.of(Duration.ofSeconds(-1), Duration.ofDays(91))) {
      refused(
          grant(request("expiresAt", Instant.now().plus(life).toString())),
          422,
          "CONSENT_EXPIRY_INVALID",
          "/expiresAt");
    }
    refused(grant(request("consentId", "A".repeat(32))), 422, "FIELDS_INVALID", "/consentId");
    Map<String, Object> without = request();
    without.remove("payer");
    refused(grant(without), 422, "FIELDS_INVALID", "/payer");
    assertThat(rows("SELECT consent_id FROM consent WHERE invoice_id = ?", nextId)).isEmpty();
  }

  @Test
  void refusesToConsentToAnInvoiceThatIsNotFinalYet() throws Exception {
    long waiting = nextId + 2;
    var one = List.of(HOSPITAL.issue(waiting, "C-" + waiting, GRANTING));
    LEDGER.closed(true);
    try {
      call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(one), one));
      refused(grant(request("invoiceId", Long.toString(waiting))), 409, "NOT_FINAL", "");
    } finally {
      LEDGER.closed(false);
    }
    call(hospital(), "GET", "/v1/invoices/" + waiting, null);
  }

  @Test
  void onlyThePersonGrantsAndTakesBack() throws Exception {
    String body = JSON.writeValueAsString(request());
    String platform = TOKENS.token("platform", "consents.write");
    String elsewhere = TOKENS.token("agency", "consents.write");
    assertThat(outcome(call(platform, "POST", "/v1/consents", body))).isEqualTo("NOT_SIGNED_IN");
    assertThat(outcome(call(elsewhere, "POST", "/v1/consents", body))).isEqualTo("NOT_PERMITTED");
    granted(request());
    String path = "/v1/consents/" + consentId + "/revocation";
    assertThat(outcome(call(platform, "POST", path, null))).isEqualTo("NOT_SIGNED_IN");
    assertThat(outcome(call(signedIn(personOf(nextId + 1)), "POST", path, null)))
        .isEqualTo("CONSENT_UNKNOWN");
    assertThat(outcome(read("agency", "/bundle", claim))).as("it stands").isEqualTo("200");
  }

  @Test
  void onlyItsPayerReadsByItAndOnlyForAClaim() throws Exception {
    granted(request());
    for (String part : List.of("/invoice", "/bundle")) {
      assertThat(outcome(read("insurer", part, claim))).isEqualTo("CONSENT_UNKNOWN");
      assertThat(outcome(read("hospital-one", part, claim))).isEqualTo("CONSENT_UNKNOWN");
      assertThat(outcome(read("agency", part, "4711"))).isEqualTo("PURPOSE_MISSING");
      String nowhere = "/v1/consents/" + newId() + part + "?claim=" + claim;
      assertThat(outcome(call(TOKENS.token("agency", "invoices.read"), "GET", nowhere, null)))
          .isEqualTo("CONSENT_UNKNOWN");
    }
    assertThat(rows("SELECT claim_id FROM consent_claim WHERE consent_id = ?", consentId))
        .as("nothing has begun")
        .isEmpty();
  }

  @Test
  void takenBackItShowsNothingButToAClaimThatWasReadForBefore() throws Exception {
    granted(request());
    assertThat(outcome(read("agency", "/invoice", claim))).isEqualTo("200");

    Reply first = revoke();
    Reply second = revoke();

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().path("revokedAt").asString()).isNotBlank();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(outcome(read("agency", "/bundle", newId()))).isEqualTo("CONSENT_REVOKED");
    assertThat(outcome(read("agency", "/invoice", newId()))).isEqualTo("CONSENT_REVOKED");
    assertThat(outcome(read("agency", "/invoice", claim))).isEqualTo("200");
    assertThat(outcome(read("agency", "/bundle", claim))).isEqualTo("200");
    assertThat(
            rows(
                """
                SELECT CONCAT_WS(' ', state, tenant, actor, cause) FROM status_change
                WHERE subject_kind = 'CONSENT' AND subject = ? ORDER BY id
                """,
                consentId))
        .containsExactly(
            "GRANTED platform mobile-bff PERSON_GRANTED",
            "REVOKED platform mobile-bff PERSON_REVOKED");
    assertThat(rows("SELECT cause FROM consent WHERE consent_id = ?", consentId))
        .containsExactly("PERSON_REVOKED");
  }

  @Test
  void endedItShowsNothingMoreNotEvenToAClaimThatWasReadFor() throws Exception {
    granted(request("expiresAt", Instant.now().plus(Duration.ofMinutes(10)).toString()));
    assertThat(outcome(read("agency", "/bundle", claim))).isEqualTo("200");
    CLOCK.hold();
    CLOCK.forward(Duration.ofMinutes(10));
    for (String part : List.of("/invoice", "/bundle")) {
      assertThat(outcome(read("agency", part, claim))).isEqualTo("CONSENT_EXPIRED");
      assertThat(outcome(read("agency", part, newId()))).isEqualTo("CONSENT_EXPIRED");
    }
  }

  @Test
  void isGoodForAsManyClaimsAsAPayerMayHaveOnOneInvoice() throws Exception {
    granted(request());
    for (int i = 0; i < 64; i++) {
      jdbc.sql(
              """
              INSERT INTO consent_claim
                (consent_id, claim_id, tenant, created_micros, actor, cause)
              VALUES (?, ?, 'agency', 1, 'test', 'TEST')
              """)
          .params(consentId, "%032x".formatted(i))
          .update();
    }
    assertThat(outcome(read("agency", "/invoice", claim))).isEqualTo("CONSENT_USED_UP");
    assertThat(outcome(read("agency", "/invoice", "%032x".formatted(63)))).isEqualTo("200");
  }

  @Test
  void isListedForThePersonNewestFirstPageByPage() throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      String id = newId();
      granted(request("consentId", id));
      ids.addFirst(id);
    }
    String path = "/v1/persons/" + person + "/consents?limit=2";
    JsonNode first = call(signedIn(person), "GET", path, null).json();
    JsonNode second =
        call(signedIn(person), "GET", path + "&after=" + first.path("next").asString(), null)
            .json();
    var listed = new ArrayList<String>();
    for (JsonNode page : List.of(first, second)) {
      page.path("items").forEach(item -> listed.add(item.path("consentId").asString()));
    }
    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(listed).startsWith(ids.toArray(String[]::new));
  }
}
