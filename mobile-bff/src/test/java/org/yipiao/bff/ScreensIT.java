package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.bff.SessionLifeIT.newPerson;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.refused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.invoice.api.ConsentView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The screens, also while the services behind are away. */
class ScreensIT {

  @TempDir static Path directory;
  private static RunningBff running;
  private static FarServices far;

  private final String person = newPerson();
  private TestPage page;

  @BeforeAll
  static void start() throws Exception {
    far = new FarServices();
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.cache.fresh", "0s");
    settings.put("yipiao.bff.upstream.breaker-open", "300ms");
    settings.put("yipiao.bff.upstream.breaker-calls", "4");
    running = new RunningBff(directory, settings);
  }

  @AfterAll
  static void stop() {
    running.close();
    far.close();
  }

  @BeforeEach
  void signIn() throws Exception {
    far.down = false;
    far.refusesClaims = 0;
    far.refusedList = "";
    far.refusesLinks = 0;
    far.consents.clear();
    page = running.page().signedIn(running.oauth(), person);
    await().until(() -> !json(page.get("/api/home")).path("claims").path("stale").asBoolean(true));
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static ConsentView consent(String consentId) {
    return Objects.requireNonNull(far.consents.get(consentId));
  }

  private static String tap(String claimId, String consentId) {
    return """
    {"claimId":"%s","consentId":"%s","invoiceId":"%s","payer":"agency","policy":"basic",
     "fields":["ISSUER","ENCOUNTER","MONEY","LINES"],"expiresAt":"2030-01-01T00:00:00Z"}
    """
        .formatted(claimId, consentId, FarServices.GOLDEN);
  }

  @Test
  void showsTheFirstScreenByPagesAndWords() throws Exception {
    // The register's order is by issue, which is not that of the numbers.
    for (int i : new int[] {1, 4, 2, 5, 3}) {
      far.invoice(person, "11060126000000000" + i, i == 3 ? "Third Hospital" : "First Hospital");
    }
    far.claim(person, newId(), "SUBMITTED");
    var home = json(page.get("/api/home?limit=2"));
    var invoices = home.path("invoices").path("value");
    assertThat(invoices.path("total").asInt(0)).isEqualTo(5);
    assertThat(ids(invoices)).isEqualTo("[\"110601260000000003\",\"110601260000000005\"]");
    assertThat(home.path("claims").path("value")).hasSize(1);
    assertThat(home.path("coverages").path("value").path(0).path("payerName").asString(""))
        .isEqualTo("Agency of One");
    assertThat(home.path("invoices").path("asOf").asString("")).endsWith("Z");
    var second =
        json(page.get("/api/home?limit=2&after=" + invoices.path("next").asString("")))
            .path("invoices")
            .path("value");
    assertThat(ids(second)).isEqualTo("[\"110601260000000002\",\"110601260000000004\"]");
    var found = json(page.get("/api/home?q=third")).path("invoices").path("value");
    assertThat(ids(found)).isEqualTo("[\"110601260000000003\"]");
    assertThat(found.path("next").isNull()).isTrue();
    assertThat(json(page.get("/api/home?q=2026-03")).path("invoices").path("value").path("total"))
        .hasToString("5");
    refused(page.get("/api/home?limit=0"), 400, "REQUEST_INVALID");
    refused(page.get("/api/home?q=" + "x".repeat(65)), 400, "REQUEST_INVALID");
  }

  private static String ids(JsonNode list) {
    return list.path("items")
        .valueStream()
        .map(each -> each.path("invoiceId"))
        .toList()
        .toString()
        .replace(" ", "");
  }

  @Test
  void showsAnInvoiceWithItsBundleAsTheRegisterGaveIt() throws Exception {
    far.invoice(person, FarServices.GOLDEN, "First Hospital");
    var screen = json(page.get("/api/invoices/" + FarServices.GOLDEN));
    var given = JsonMapper.shared().readTree(Files.readString(RunningBff.golden("bundle.json")));
    assertThat(screen.path("bundle")).isEqualTo(given);
    assertThat(screen.path("stale").asBoolean(true)).isFalse();
    assertThat(screen.path("summary").path("issuerName").asString("")).isEqualTo("First Hospital");
  }

  @Test
  void passesOnThatAThingIsSomebodyElses() throws Exception {
    var other = newPerson();
    var claimId = newId();
    far.invoice(other, "110601260000000077", "First Hospital");
    far.claim(other, claimId, "SUBMITTED");
    var problem = refused(page.get("/api/invoices/110601260000000077"), 404, "NOT_FOUND");
    assertThat(problem.path("instance").asString("")).isEqualTo("/api/invoices/110601260000000077");
    assertThat(problem.path("errors").path(0).path("reason").asString("")).isEqualTo("why");
    refused(page.get("/api/invoices/110601260000000077/claim"), 404, "NOT_FOUND");
    refused(page.get("/api/claims/" + claimId), 404, "NOT_FOUND");
    refused(page.get("/api/claims/" + claimId + "/events"), 404, "NOT_FOUND");
    refused(page.post("/api/consents/" + newId() + "/revocation", ""), 404, "NOT_FOUND");
  }

  @Test
  void estimatesFromTheVerifiedDocument() throws Exception {
    far.invoice(person, FarServices.GOLDEN, "First Hospital");
    var choice = json(page.get("/api/invoices/" + FarServices.GOLDEN + "/claim"));
    var option = choice.path("options").path(0);
    assertThat(option.path("payer").asString("")).isEqualTo("agency");
    assertThat(option.path("estimate").path("amountFen").asLong(0)).isEqualTo(63_000);
    assertThat(option.path("consent").path("fields").toString())
        .isEqualTo("[\"ISSUER\",\"ENCOUNTER\",\"MONEY\",\"LINES\"]");
    assertThat(option.path("consent").path("purpose").asString("")).isEqualTo("REIMBURSEMENT");
  }

  @Test
  void claimsWithOneTapAndGivesTheSameAnswerToTheSameTap() throws Exception {
    far.invoice(person, FarServices.GOLDEN, "First Hospital");
    var claimId = newId();
    var body = tap(claimId, newId());
    int before = far.submitted.size();
    var first = page.post("/api/claims", body, "Idempotency-Key", "k1");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(json(first).path("claim").path("status").asString("")).isEqualTo("SUBMITTED");
    assertThat(json(first).path("summary").path("invoiceId").asString(""))
        .isEqualTo(FarServices.GOLDEN);
    far.step(claimId, "VERIFIED");
    var again = page.post("/api/claims", body, "Idempotency-Key", "k1");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(far.submitted).hasSize(before + 1);
    var sent = far.submitted.getLast();
    assertThat(sent.path("personId").asString("")).isEqualTo(person);
    assertThat(sent.path("consent").path("signed").asString("")).startsWith("a.b.");
    assertThat(far.idempotencyKeys.getLast()).matches("[0-9a-f]{64}");
    refused(
        page.post("/api/claims", tap(newId(), newId()), "Idempotency-Key", "k1"),
        422,
        "IDEMPOTENCY_KEY_REUSED");
    refused(page.post("/api/claims", body), 400, "IDEMPOTENCY_KEY_REQUIRED");
    refused(
        page.post("/api/claims", body.replace("\"agency\"", "\"A\""), "Idempotency-Key", "k2"),
        422,
        "FIELDS_INVALID");
  }

  @Test
  void aRefusedClaimLeavesNoConsentBehind() throws Exception {
    var consentId = newId();
    far.refusesClaims = 409;
    refused(
        page.post("/api/claims", tap(newId(), consentId), "Idempotency-Key", "k3"),
        409,
        "ALREADY_CLAIMED");
    assertThat(consent(consentId).revokedAt()).isNotNull();
    var kept = newId();
    far.refusesClaims = 429;
    assertThat(page.post("/api/claims", tap(newId(), kept), "Idempotency-Key", "k4").statusCode())
        .isEqualTo(429);
    assertThat(consent(kept).revokedAt()).as("not for good").isNull();
  }

  @Test
  void aTapWithTheIdsOfALiveClaimDoesNotTakeItsConsentAway() throws Exception {
    var claimId = newId();
    var consentId = newId();
    page.post("/api/claims", tap(claimId, consentId), "Idempotency-Key", "k5");
    far.refusesClaims = 409;
    refused(
        page.post("/api/claims", tap(claimId, consentId), "Idempotency-Key", "k6"),
        409,
        "ALREADY_CLAIMED");
    assertThat(consent(consentId).revokedAt()).isNull();
  }

  @Test
  void aPaidClaimHasAReceipt() throws Exception {
    var claimId = newId();
    var before = Instant.now();
    page.post("/api/claims", tap(claimId, newId()), "Idempotency-Key", "k7");
    var tapped = Instant.now();
    assertThat(json(page.get("/api/claims/" + claimId)).path("receipt").isNull()).isTrue();
    var paid = tapped.plusMillis(1_234);
    far.step(claimId, "COMMITTED", tapped.plusMillis(500));
    far.step(claimId, "PAID", paid);
    var receipt = json(page.get("/api/claims/" + claimId)).path("receipt");
    assertThat(receipt.path("amountFen").asLong(0)).isEqualTo(59_500);
    assertThat(receipt.path("payerName").asString("")).isEqualTo("Agency of One");
    assertThat(receipt.path("bankStatus").asString("")).isEqualTo("ACSC");
    var tappedAt = instant(receipt, "tappedAt");
    assertThat(tappedAt).isBetween(before, tapped);
    assertThat(instant(receipt, "paidAt")).isEqualTo(paid);
    assertThat(receipt.path("submittedToPaidMillis").asLong(-1))
        .isEqualTo(Duration.between(tappedAt, paid).toMillis())
        .isGreaterThanOrEqualTo(1_234);
  }

  private static Instant instant(JsonNode node, String member) {
    return Instant.parse(node.path(member).asString(""));
  }

  @Test
  void theFirstTapIsTheOneOnTheReceiptAndNoClockMakesItsTimeNegative() throws Exception {
    var claimId = newId();
    var body = tap(claimId, newId());
    page.post("/api/claims", body, "Idempotency-Key", "k9");
    var first = Instant.now();
    page.post("/api/claims", body, "Idempotency-Key", "k10");
    far.step(claimId, "PAID", Instant.parse("2026-03-05T00:00:01Z"));
    var receipt = json(page.get("/api/claims/" + claimId)).path("receipt");
    assertThat(instant(receipt, "tappedAt")).isBeforeOrEqualTo(first);
    assertThat(receipt.path("submittedToPaidMillis").asLong(-1)).isZero();
  }

  @Test
  void takesConsentsBack() throws Exception {
    far.invoice(person, FarServices.GOLDEN, "First Hospital");
    var consentId = newId();
    page.post("/api/claims", tap(newId(), consentId), "Idempotency-Key", "k8");
    // Whatever keeps names away must not keep anybody from taking a consent back.
    far.refusedList = "coverages";
    far.calls.clear();
    assertThat(json(page.get("/api/consents")).path("items")).hasSize(1);
    assertThat(far.calls).anyMatch(call -> call.endsWith("/coverages"));
    far.refusedList = "";
    var shown = json(page.get("/api/consents")).path("items");
    assertThat(shown).hasSize(1);
    assertThat(shown.path(0).path("consent").path("consentId").asString("")).isEqualTo(consentId);
    assertThat(shown.path(0).path("payerName").asString("")).isEqualTo("Agency of One");
    assertThat(shown.path(0).path("issuerName").asString("")).isEqualTo("First Hospital");
    var path = "/api/consents/" + consentId + "/revocation";
    var revoked = page.post(path, "");
    assertThat(json(revoked).path("revokedAt").isString()).isTrue();
    var again = page.post(path, "");
    assertThat(again.statusCode()).as("needs no key: the id says what is meant").isEqualTo(200);
    assertThat(again.body()).isEqualTo(revoked.body());
  }

  @Test
  void doesNotTellWhichElementOfALinkIsWrong() throws Exception {
    var body = "{\"code\":\"11060126\",\"number\":\"0000000001\",\"checkCode\":\"0a1b2c\"}";
    var linked = page.post("/api/links", body);
    assertThat(json(linked).path("invoiceId").asString("")).isEqualTo(FarServices.GOLDEN);
    var again = page.post("/api/links", body);
    assertThat(again.statusCode()).as("needs no key: the paper says what is meant").isEqualTo(200);
    assertThat(again.body()).isEqualTo(linked.body());
    for (int status : new int[] {404, 409, 422, 403}) {
      far.refusesLinks = status;
      var problem = refused(page.post("/api/links", body), 422, "LINK_REFUSED");
      assertThat(problem.toString()).doesNotContain("CHECK_CODE_WRONG");
    }
    refused(page.post("/api/links", body.replace("0a1b2c", "x")), 422, "FIELDS_INVALID");
    for (int i = 0; i < 4; i++) {
      page.post("/api/links", body);
    }
    var limited = page.post("/api/links", body);
    refused(limited, 429, "TOO_MANY_REQUESTS");
    assertThat(limited.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void showsWhatItKnewWithItsAgeWhileServicesAreAwayAndComesBack() throws Exception {
    var claimId = newId();
    far.invoice(person, FarServices.GOLDEN, "First Hospital");
    far.claim(person, claimId, "SUBMITTED");
    var invoicePath = "/api/invoices/" + FarServices.GOLDEN;
    var claimPath = "/api/claims/" + claimId;
    var claimBefore = json(page.get(claimPath));
    var invoiceBefore = json(page.get(invoicePath));
    var before = json(page.get("/api/home"));
    var downAt = Instant.now();
    far.down = true;
    for (int look = 0; look < 2; look++) {
      var stale = json(page.get("/api/home"));
      for (var part : new String[] {"invoices", "claims", "coverages"}) {
        assertThat(stale.path(part).path("value")).isEqualTo(before.path(part).path("value"));
        isAsOld(stale.path(part), before.path(part), downAt);
      }
      isAsOld(json(page.get(claimPath)), claimBefore, downAt);
    }
    var invoice = json(page.get(invoicePath));
    assertThat(invoice.path("stale").asBoolean(false)).isTrue();
    assertThat(invoice.path("bundle").isObject()).isTrue();
    assertThat(instant(invoice, "asOf"))
        .as("of its oldest part")
        .isBetween(instant(invoiceBefore, "asOf"), downAt);
    var stranger = running.page().signedIn(running.oauth(), newPerson());
    var nothing = json(stranger.get("/api/home")).path("invoices");
    assertThat(nothing.path("value").isNull()).isTrue();
    assertThat(nothing.path("stale").asBoolean(false)).isTrue();
    refused(stranger.get("/api/claims"), 503, "UNAVAILABLE");
    await()
        .until(() -> {
          int calls = far.calls.size();
          page.get("/api/home");
          return far.calls.size() == calls;
        });
    far.down = false;
    await()
        .until(() -> {
          var home = json(page.get("/api/home"));
          return !home.path("invoices").path("stale").asBoolean(true)
              && !home.path("claims").path("stale").asBoolean(true);
        });
  }

  /** What is shown in place of an answer says when it was one. */
  private static void isAsOld(JsonNode stale, JsonNode before, Instant downAt) {
    assertThat(stale.path("stale").asBoolean(false)).isTrue();
    assertThat(instant(stale, "asOf")).isEqualTo(instant(before, "asOf")).isBefore(downAt);
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws Exception {
    refused(page.post("/api/links", " ".repeat(70_000)), 413, "BODY_TOO_LARGE");
  }

  @Test
  void staffSeeAndDecideWithASessionOfTheirOwn() throws Exception {
    var staff = running.page();
    var claimId = newId();
    far.claim(person, claimId, "REVIEW");
    var begun = staff.begin("/payers");
    assertThat(begun).contains("client_id=payer-console&");
    var answer =
        staff.follow(
            running
                .oauth()
                .approve(begun, "staff-1", "agency", "openid claims.read claims.decide"));
    assertThat(TestPage.location(answer)).isEqualTo("/payers");
    var session = json(staff.get("/payers/api/session"));
    assertThat(session.path("tenant").asString("")).isEqualTo("agency");
    assertThat(session.path("staffId").asString("")).isEqualTo("staff-1");
    assertThat(session.path("canDecide").asBoolean(false)).isTrue();
    refused(staff.get("/api/home"), 401, "SIGN_IN_NEEDED");
    refused(page.get("/payers/api/claims"), 401, "SIGN_IN_NEEDED");
    assertThat(json(staff.get("/payers/api/claims?status=REVIEW&after=a%26b&limit=9")).path("of"))
        .hasToString("\"claims?limit=9&status=REVIEW&after=a%26b\"");
    assertThat(json(staff.get("/payers/api/queue")).path("of"))
        .hasToString("\"review-queue?limit=50\"");
    var path = "/payers/api/claims/" + claimId;
    assertThat(json(staff.get(path)).path("status").asString("")).isEqualTo("REVIEW");
    var decision = "{\"decision\":\"REFUSE\",\"amountFen\":null,\"reasonCode\":\"GOODWILL\"}";
    refused(staff.post(path + "/decisions", decision), 400, "IDEMPOTENCY_KEY_REQUIRED");
    var decided = staff.post(path + "/decisions", decision, "Idempotency-Key", "d1");
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
    assertThat(far.decided.getLast().path("decision").asString("")).isEqualTo("REFUSE");
    assertThat(staff.post("/payers/api/sign-out", "").statusCode()).isEqualTo(204);
    refused(staff.post("/payers/api/sign-out", ""), 401, "SIGN_IN_NEEDED");
    refused(staff.get(path), 401, "SIGN_IN_NEEDED");
  }

  @Test
  void staffWhoMayOnlyLookDecideNothing() throws Exception {
    var staff = running.page();
    staff.follow(
        running.oauth().approve(staff.begin("/payers"), "staff-2", "agency", "openid claims.read"));
    assertThat(json(staff.get("/payers/api/session")).path("canDecide").asBoolean(true)).isFalse();
    var claimId = newId();
    far.claim(person, claimId, "REVIEW");
    var path = "/payers/api/claims/" + claimId;
    assertThat(json(staff.get(path)).path("status").asString("")).isEqualTo("REVIEW");
    int before = far.decided.size();
    for (var decision :
        List.of(
            "{}",
            "{\"decision\":\"APPROVE\",\"amountFen\":null,\"reasonCode\":\"GOODWILL\"}",
            "{\"decision\":\"PARTIAL\",\"amountFen\":1,\"reasonCode\":\"GOODWILL\"}",
            "{\"decision\":\"REFUSE\",\"amountFen\":null,\"reasonCode\":\"GOODWILL\"}")) {
      var answer = staff.post(path + "/decisions", decision, "Idempotency-Key", newId());
      refused(answer, 403, "DECISION_NOT_ALLOWED");
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
    assertThat(far.decided).hasSize(before);
  }
}
