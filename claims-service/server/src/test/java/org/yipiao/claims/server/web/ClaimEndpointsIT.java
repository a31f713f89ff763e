package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.ClaimsHttp;
import org.yipiao.claims.server.testing.ClaimsHttp.Reply;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.testing.EndpointAccessContract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every endpoint, called by those who may and by those who may not. */
class ClaimEndpointsIT extends RunningClaims {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PLAN_ROUTE = "PUT /v1/plans/{planId}/versions/{effectiveFrom}";
  private static final String RESOLVE_ROUTE = "POST /v1/claims/{claimId}/resolutions";
  private static final String DECIDE_ROUTE = "POST /v1/claims/{claimId}/decisions";
  private static final String REFUSE =
      "{\"decision\": \"REFUSE\", \"reasonCode\": \"EVIDENCE_MISSING\"}";
  private static final String RESUME = "{\"action\": \"RESUME\", \"cause\": \"LOOKED_INTO\"}";
  private static final String READ = "claims.read";
  private static final String SUBMIT = "claims.submit";
  private static final String[] CHINESE = {"Accept-Language", "zh-CN"};

  @Autowired private ApplicationContext context;

  private Reply call(String token, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return new ClaimsHttp(port).call(token, method, path, body, headers);
  }

  private static String signedIn(String person) {
    return TOKENS.tokenOfPerson(person, SUBMIT, READ);
  }

  private ClaimId claimOf(String payer) {
    String person = fresh(32);
    insure(payer, person, OUTPATIENT, 180_000);
    return submit(payer, person, simple(10_000));
  }

  @Test
  void everyEndpointKeepsTheAccessContractForAgencyAndInsurer() throws Exception {
    for (var tenants : List.of(List.of("agency", "insurer"), List.of("insurer", "agency"))) {
      ClaimId claim = claimOf(tenants.get(0));
      SubmitClaim form = request(tenants.get(0), fresh(32), simple(10_000));
      var person = Map.of("personId", claims.find(claim).orElseThrow().personId());
      var contract =
          EndpointAccessContract.of(context, port, TOKENS)
              .stranger(tenants.get(1))
              .sample("GET /v1/claims/{claimId}", Map.of("claimId", claim.value()), "")
              .sample(DECIDE_ROUTE, Map.of("claimId", claim.value()), REFUSE)
              .sample(RESOLVE_ROUTE, Map.of("claimId", claim.value()), RESUME)
              .sample("GET /v1/persons/{personId}/claims", person, "")
              .sample("GET /v1/persons/{personId}/coverages", person, "")
              .sample("POST /v1/claims", Map.of(), JSON.writeValueAsString(form))
              .sample("POST /v1/estimates", Map.of(), estimate(form))
              .forPeople(SUBMIT, READ)
              .sharedByTenants("GET /v1/review-queue", "each payer sees its own; tested elsewhere")
              .sharedByTenants("GET /v1/claims", "each payer sees its own; tested below")
              .sharedByTenants("PUT /v1/coverages", "each payer writes its own; tested below")
              .sharedByTenants(PLAN_ROUTE, "each payer writes its own; tested below");
      assertThat(contract.routes())
          .contains(
              "GET /v1/claims",
              "GET /v1/claims/{claimId}",
              "GET /v1/persons/{personId}/claims",
              "GET /v1/persons/{personId}/coverages",
              "POST /v1/claims",
              "POST /v1/estimates",
              DECIDE_ROUTE,
              RESOLVE_ROUTE,
              "GET /v1/review-queue",
              "PUT /v1/coverages",
              PLAN_ROUTE);
      contract.verify();
    }
  }

  /** What the claim would come to. */
  private static String estimate(SubmitClaim form) {
    ObjectNode estimate = JSON.valueToTree(form);
    estimate.remove(List.of("claimId", "consent"));
    estimate.set("facts", JSON.valueToTree(facts(Long.parseLong(form.invoiceId()))));
    return estimate.toString();
  }

  @Test
  void aForeignClaimIsNoClaimAtAll() throws Exception {
    for (var tenants : List.of(List.of("agency", "insurer"), List.of("insurer", "agency"))) {
      ClaimId claim = claimOf(tenants.get(0));
      String stranger = TOKENS.token(tenants.get(1), READ);

      Reply foreign = call(stranger, "GET", "/v1/claims/" + claim.value(), "");
      Reply unknown = call(stranger, "GET", "/v1/claims/" + fresh(16), "");
      Reply malformed = call(stranger, "GET", "/v1/claims/no-claim", "");

      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.content()).isEqualTo(unknown.content()).isEqualTo(malformed.content());
      String own = TOKENS.token(tenants.get(0), READ);
      assertThat(call(own, "GET", "/v1/claims/" + claim.value(), "").status()).isEqualTo(200);
      String person = claims.find(claim).orElseThrow().personId();
      assertThat(call(signedIn(person), "GET", "/v1/claims/" + claim.value(), "").status())
          .isEqualTo(200);
    }
  }

  @Test
  void onlyThePayersOwnOperatorResolvesAClaimThatWaitsForAPerson() throws Exception {
    ClaimId claim = claimOf("agency");
    String path = "/v1/claims/" + claim.value() + "/resolutions";
    String operator = TOKENS.token("agency", "claims.resolve");
    Reply early = call(operator, "POST", path, RESUME);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("CLAIM_NOT_IN_REVIEW");
    LEDGER.refuse("BAD_SIGNATURE");
    drive(claim);
    LEDGER.refuse(null);

    assertThat(call(TOKENS.token("insurer", "claims.resolve"), "POST", path, RESUME).status())
        .isEqualTo(404);
    assertThat(call(TOKENS.token("platform", "claims.resolve"), "POST", path, RESUME).status())
        .isEqualTo(404);
    assertThat(call(TOKENS.token("agency", READ, SUBMIT), "POST", path, RESUME).status())
        .isEqualTo(403);
    Reply unsure = call(operator, "POST", path, RESUME.replace("RESUME", "CLOSE"));
    assertThat(unsure.status()).isEqualTo(503);
    assertThat(unsure.json().path("retryable").asBoolean()).isTrue();
    assertThat(call(operator, "POST", path, RESUME.replace("LOOKED_INTO", "a reason")).status())
        .isEqualTo(422);
    Reply resumed = call(operator, "POST", path, RESUME);

    assertThat(resumed.status()).isEqualTo(200);
    assertThat(resumed.json().path("status").asString()).isEqualTo("RESERVING");
    assertThat(resumed.json().path("refusal").isNull()).isTrue();
    assertThat(resumed.json().path("timeline").toString()).contains("LOOKED_INTO");
  }

  private static String word(String action, String evidence) {
    return """
    {"action": "%s", "cause": "BANK_WAS_ASKED", "evidence": %s}
    """
        .formatted(action, evidence);
  }

  @Test
  void theBanksWordIsTakenWithItsEvidenceAndNoneIsTakenForAnythingElse() throws Exception {
    ClaimId claim = claimOf("agency");
    String path = "/v1/claims/" + claim.value() + "/resolutions";
    String operator = TOKENS.token("agency", "claims.resolve");
    String letter = "\"Letter 17 of our bank\"";
    BANK.mood = ScriptedBank.Mood.CALLS_IT_A_DUPLICATE;
    drive(claim);

    for (String body :
        List.of(
            RESUME.replace("RESUME", "BANK_PAID"),
            word("BANK_REJECTED", "null"),
            word("BANK_REJECTED", "\"     \""),
            word("BANK_PAID", "\"" + "x".repeat(501) + "\""),
            word("RESUME", letter),
            word("CLOSE", letter))) {
      Reply refused = call(operator, "POST", path, body);
      assertThat(refused.status()).as(body).isEqualTo(422);
      assertThat(refused.json().at("/fields/0/pointer").asString()).isEqualTo("/evidence");
    }
    String other = TOKENS.tokenOfStaff("agency", "li.na", "claims.resolve");
    Reply proposed = call(other, "POST", path, word("BANK_REJECTED", letter));
    assertThat(proposed.status()).isEqualTo(200);
    assertThat(proposed.json().path("status").asString()).isEqualTo("REVIEW");
    assertThat(proposed.json().at("/proposal/decision").asString()).isEqualTo("BANK_REJECTED");
    assertThat(proposed.json().at("/proposal/proposedBy").asString()).isEqualTo("li.na");
    assertThat(proposed.json().toString()).doesNotContain("Letter 17");
    assertThat(call(other, "POST", path, word("BANK_REJECTED", letter)).code())
        .isEqualTo("OWN_PROPOSAL");
    assertThat(call(operator, "POST", path, word("BANK_REJECTED", letter)).code())
        .as("who has proposed may hold the program's key")
        .isEqualTo("OWN_PROPOSAL");
    String second = TOKENS.tokenOfStaff("agency", "wang.fang", "claims.resolve");
    Reply taken = call(second, "POST", path, word("BANK_REJECTED", letter));
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().path("status").asString()).isEqualTo("RELEASING");
    assertThat(taken.json().at("/payout/bankStatus").asString()).isEqualTo("RJCT");
    assertThat(taken.json().toString()).contains("BANK_WAS_ASKED").doesNotContain("Letter 17");

    ClaimId elsewhere = claimOf("agency");
    LEDGER.refuse("BAD_SIGNATURE");
    drive(elsewhere);
    LEDGER.refuse(null);
    Reply never =
        call(
            operator,
            "POST",
            "/v1/claims/" + elsewhere.value() + "/resolutions",
            word("BANK_PAID", letter));
    assertThat(never.status()).isEqualTo(409);
    assertThat(never.code()).isEqualTo("CLAIM_NOT_AT_BANK");
  }

  @Test
  void listsOnlyThePayersOwnClaimsWhateverTheCursorNames() throws Exception {
    ClaimId foreign = claimOf("agency");
    ClaimId own = claimOf("insurer");
    String insurer = TOKENS.token("insurer", READ);
    for (String query :
        List.of(
            "",
            "&after=9999999999999999-" + foreign.value(),
            "&after=0-" + "0".repeat(32),
            "&status=SUBMITTED")) {
      Reply page = call(insurer, "GET", "/v1/claims?limit=200" + query, "");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json().toString()).doesNotContain("\"" + foreign.value() + "\"");
    }
    assertThat(call(insurer, "GET", "/v1/claims?limit=200", "").json().toString())
        .contains(own.value());
    assertThat(call(TOKENS.token("stranger", READ), "GET", "/v1/claims", "").json().toString())
        .doesNotContain(own.value(), foreign.value());
  }

  /** By keyset: what comes while somebody turns the pages moves nothing. */
  @Test
  void listsThePayersClaimsTheNewestFirstPageByPageWhateverComesMeanwhile() throws Exception {
    List<String> before = listed("insurer-two", "");
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.add(claimOf("insurer-two").value());
    }
    Collections.reverse(submitted);
    submitted.addAll(before);
    for (String state : List.of("", "&status=SUBMITTED")) {
      List<String> wanted = listed("insurer-two", state);
      if (state.isEmpty()) {
        assertThat(wanted).isEqualTo(submitted);
      }
      List<String> seen = new ArrayList<>();
      String next = "";
      do {
        Reply page = page("insurer-two", "?limit=2" + state + next);
        assertThat(page.json().path("claims").size()).isLessThanOrEqualTo(2);
        seen.addAll(ids(page));
        next =
            page.json().path("next").isNull()
                ? ""
                : "&after=" + page.json().path("next").asString();
        submitted.addFirst(claimOf("insurer-two").value());
      } while (!next.isEmpty());
      assertThat(seen).isEqualTo(wanted);
    }
    assertThat(listed("insurer-two", "")).isEqualTo(submitted);
    Reply old = call(TOKENS.token("insurer-two", READ), "GET", "/v1/claims?after=" + fresh(16), "");
    assertThat(old.status()).isEqualTo(400);
    assertThat(old.json().at("/fields/0/pointer").asString()).isEqualTo("?after");
  }

  @Test
  void listsOfAStateTheClaimsInItAndNoOthers() throws Exception {
    List<String> before = listed("insurer-two", "");
    String paid = claimOf("insurer-two").value();
    assertThat(drive(new ClaimId(paid)).state()).isEqualTo(ClaimState.PAID);
    String submitted = claimOf("insurer-two").value();

    var expected =
        Map.of(
            "", Set.of(paid, submitted),
            "&status=PAID", Set.of(paid),
            "&status=SUBMITTED", Set.of(submitted),
            "&status=REVIEW", Set.<String>of());
    for (String query : expected.keySet()) {
      List<String> listed = new ArrayList<>(listed("insurer-two", query));
      listed.removeAll(before);
      assertThat(listed).as(query).containsExactlyInAnyOrderElementsOf(expected.get(query));
    }
  }

  private List<String> listed(String payer, String query) throws Exception {
    return ids(page(payer, "?limit=200" + query));
  }

  private Reply page(String payer, String query) throws Exception {
    Reply page = call(TOKENS.token(payer, READ), "GET", "/v1/claims" + query, "");
    assertThat(page.status()).isEqualTo(200);
    return page;
  }

  private static List<String> ids(Reply page) {
    return page.json()
        .path("claims")
        .valueStream()
        .map(claim -> claim.path("claimId").asString())
        .toList();
  }

  @Test
  void anotherPersonLearnsNothingFromAClaimIdThatIsTaken() throws Exception {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    SubmitClaim request = request("agency", person, simple(10_000));
    String body = JSON.writeValueAsString(request);
    assertThat(call(signedIn(person), "POST", "/v1/claims", body).status()).isEqualTo(202);
    assertThat(call(signedIn(person), "POST", "/v1/claims", body).status()).isEqualTo(202);

    String another = fresh(32);
    String stranger = signedIn(another);
    String own = body.replace(person, another);
    Reply same = call(stranger, "POST", "/v1/claims", own);
    Reply other = call(stranger, "POST", "/v1/claims", own.replace("\"main\"", "\"other\""));

    assertThat(same.status()).isEqualTo(409);
    assertThat(same.code()).isEqualTo("CLAIM_ID_REUSED");
    assertThat(other.content()).isEqualTo(same.content());
    assertThat(call(stranger, "GET", "/v1/claims/" + request.claimId(), "").status())
        .isEqualTo(404);
  }

  @Test
  void plansAndCoveragesOfTwoPayersDoNotMeet() throws Exception {
    String plan = Shipped.GROUP_Q.json().replace("\"group-q\"", "\"private-plan\"");
    String path = "/v1/plans/private-plan/versions/" + effectiveFrom(plan);
    String agency = TOKENS.token("agency", "plans.write", "coverages.write");
    String insurer = TOKENS.token("insurer", "plans.write", "coverages.write");
    assertThat(call(agency, "PUT", path, plan).status()).isEqualTo(200);

    String person = fresh(32);
    Reply foreign = call(insurer, "PUT", "/v1/coverages", coverage(person, "private-plan"));
    Reply unknown = call(insurer, "PUT", "/v1/coverages", coverage(person, "no-such-plan"));
    assertThat(foreign.code()).isEqualTo("PLAN_UNKNOWN");
    assertThat(foreign.content()).isEqualTo(unknown.content());

    String changed = plan.replace("\"0.90\"", "\"0.80\"");
    assertThat(changed).isNotEqualTo(plan);
    assertThat(call(insurer, "PUT", path, changed).status()).isEqualTo(200);
    assertThat(call(agency, "PUT", path, plan).status()).isEqualTo(200);
    assertThat(call(insurer, "PUT", "/v1/coverages", coverage(person, "private-plan")).status())
        .isEqualTo(200);
    assertThat(
            jdbc.sql("SELECT tenant FROM coverage WHERE person_id = ?")
                .param(person)
                .query(String.class)
                .list())
        .containsExactly("insurer");

    String nobody = TOKENS.token("hospital-one", "plans.write", "coverages.write");
    assertThat(call(nobody, "PUT", path, plan).code()).isEqualTo("PAYER_UNKNOWN");
    assertThat(call(nobody, "PUT", "/v1/coverages", coverage(person, "private-plan")).code())
        .isEqualTo("PAYER_UNKNOWN");
  }

  private static String effectiveFrom(String plan) {
    return JSON.readTree(plan).path("effectiveFrom").asString();
  }

  private static String coverage(String person, String plan) {
    return """
    {"personId": "%s", "policy": "main", "planId": "%s", "validFrom": "2026-01-01",
     "payoutAccount": "6222000011112222"}
    """
        .formatted(person, plan);
  }

  @Test
  void aStoredPlanVersionNeverChanges() throws Exception {
    String agency = TOKENS.token("agency", "plans.write");
    String plan = Shipped.GROUP_Q.json().replace("\"group-q\"", "\"fixed-plan\"");
    String path = "/v1/plans/fixed-plan/versions/" + effectiveFrom(plan);
    Reply stored = call(agency, "PUT", path, plan);
    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.json().path("official").asBoolean(true)).isFalse();

    Reply laidOut = call(agency, "PUT", path, JSON.readTree(plan).toPrettyString());
    assertThat(laidOut.json()).isEqualTo(stored.json());
    Reply changed = call(agency, "PUT", path, plan.replace("\"0.90\"", "\"0.91\""));
    assertThat(changed.status()).isEqualTo(409);
    assertThat(changed.code()).isEqualTo("PLAN_VERSION_FIXED");
    assertThat(call(agency, "PUT", path.replace("fixed-plan", "other-plan"), plan).code())
        .isEqualTo("PLAN_ADDRESS_DIFFERS");
    assertThat(
            jdbc.sql("SELECT digest FROM plan_version WHERE plan_id = 'fixed-plan'")
                .query(String.class)
                .list())
        .containsExactly(stored.json().path("digest").asString());
  }

  @Test
  void refusesAmountsOutsideTheRangeOfMoney() throws Exception {
    String agency = TOKENS.token("agency", "coverages.write", "plans.write");
    var codes =
        Map.of(
            "-1", "FIELDS_INVALID",
            "100000000000000", "FIELDS_INVALID",
            "1.5", "BODY_UNREADABLE",
            "\"1\"", "BODY_UNREADABLE");
    for (String fen : codes.keySet()) {
      String body =
          coverage(fresh(32), OUTPATIENT)
              .replace(
                  "}",
                  ", \"opening\": {\"year\": 2026, \"deductibleUsedFen\": %s, \"inScopeUsedFen\": 0, \"paidFen\": 0, \"admissions\": 0}}"
                      .formatted(fen));
      Reply refused = call(agency, "PUT", "/v1/coverages", body);
      assertThat(refused.code()).as("%s: %s", fen, refused.json()).isEqualTo(codes.get(fen));
      assertThat(refused.status()).isEqualTo(refused.code().equals("FIELDS_INVALID") ? 422 : 400);
      assertThat(refused.json().toString()).as(fen).contains("/opening/deductibleUsedFen");
    }
    String most =
        coverage(fresh(32), OUTPATIENT)
            .replace(
                "}",
                ", \"opening\": {\"year\": 2026, \"deductibleUsedFen\": 99999999999999,"
                    + " \"inScopeUsedFen\": 99999999999999, \"paidFen\": 99999999999999,"
                    + " \"admissions\": 0}}");
    assertThat(call(agency, "PUT", "/v1/coverages", most).status()).isEqualTo(200);
  }

  @Test
  void tellsWhatIsWrongWithAPlanOrACoverageInTheCallersLanguage() throws Exception {
    String agency = TOKENS.token("agency", "coverages.write", "plans.write");
    String plan = Shipped.GROUP_Q.json().replace("\"0.90\"", "\"1.90\"");
    String path = "/v1/plans/group-q/versions/" + effectiveFrom(plan);
    String sound = coverage(fresh(32), OUTPATIENT);
    String ended = sound.replace("\"payout", "\"validTo\": \"2025-12-31\", \"payout");
    String nobody = coverage("nobody", OUTPATIENT);

    assertThat(reason(call(agency, "PUT", path, plan, CHINESE))).isEqualTo("不得大于 1");
    assertThat(reason(call(agency, "PUT", "/v1/coverages", ended, CHINESE)))
        .isEqualTo("早于 validFrom");
    assertThat(reason(call(agency, "PUT", "/v1/coverages", ended)))
        .isEqualTo("lies before validFrom");
    assertThat(reason(call(agency, "PUT", "/v1/coverages", nobody, CHINESE)))
        .isEqualTo("须符合格式 [0-9a-f]{64}");
  }

  private static String reason(Reply refused) {
    return refused.json().path("fields").path(0).path("reason").asString();
  }

  @Test
  void describesEveryEndpointWithItsProblems() throws Exception {
    JsonNode description = call(signedIn(fresh(32)), "GET", "/v3/api-docs", "").json();
    assertThat(description.path("openapi").asString()).startsWith("3.");
    JsonNode problem = description.path("components").path("schemas").path("Problem");
    assertThat(problem.path("properties").propertyNames())
        .contains("type", "title", "status", "detail", "code", "retryable", "fields", "traceId");
    List<String> routes = EndpointAccessContract.of(context, port, TOKENS).routes();
    for (String route : routes.stream().filter(each -> each.contains(" /v1/")).toList()) {
      String[] parts = route.split(" ", -1);
      JsonNode operation =
          description
              .path("paths")
              .path(parts[1])
              .path(parts[0].toLowerCase(java.util.Locale.ROOT));
      assertThat(operation.isObject()).as(route).isTrue();
      for (String range : List.of("4XX", "5XX")) {
        assertThat(
                operation
                    .at("/responses/" + range + "/content/application~1problem+json/schema/$ref")
                    .asString())
            .as("%s %s", route, range)
            .isEqualTo("#/components/schemas/Problem");
      }
      assertThat(operation.path("security").toString()).as(route).contains("token");
    }
  }
}
