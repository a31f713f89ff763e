package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.ClaimsHttp;
import org.yipiao.claims.server.testing.ClaimsHttp.Reply;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.JsonNode;

/** What a payer's people see of what waits for them, and what they and the patient are told. */
class ReviewQueueIT extends RunningClaims {

  private static final String READ = "claims.read";
  private static final String DECIDE = "claims.decide";
  private static final String HAN = ".*\\p{IsHan}.*";

  private Reply call(String token, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return new ClaimsHttp(port).call(token, method, path, body, headers);
  }

  private static String staff(String tenant, String name) {
    return TOKENS.tokenOfStaff(tenant, name, READ, DECIDE);
  }

  private static String decision(String decision, String amount, String reason, String note) {
    return """
    {"decision": "%s", "amountFen": %s, "reasonCode": "%s", "note": %s}
    """
        .formatted(decision, amount, reason, note);
  }

  private static String path(Claim claim) {
    return "/v1/claims/" + claim.claimId() + "/decisions";
  }

  private JsonNode view(String token, Claim claim) throws IOException, InterruptedException {
    Reply reply = call(token, "GET", "/v1/claims/" + claim.claimId(), "");
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  /** The whole queue, two claims a page. */
  private List<JsonNode> queue(String token, String... headers)
      throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    while (true) {
      Reply page = call(token, "GET", "/v1/review-queue?limit=2" + after, "", headers);
      assertThat(page.status()).as("%s", page.json()).isEqualTo(200);
      page.json().path("claims").forEach(all::add);
      if (page.json().path("next").isNull()) {
        return all;
      }
      assertThat(page.json().path("claims").size()).isEqualTo(2);
      after = "&after=" + page.json().path("next").asString();
    }
  }

  private static JsonNode of(List<JsonNode> queue, Claim claim) {
    return queue.stream()
        .filter(entry -> entry.path("claimId").asString().equals(claim.claimId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  @Test
  void listsThePayersOwnOldestFirstWithWhatCanBeDone() throws Exception {
    Claim first = leftToAPerson("insurer", fresh(32), simple(10_000));
    registerAt((_, _) -> new Verification.Unsure("BUNDLE_MALFORMED"));
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    Claim unverified = drive(submit("insurer", person, simple(10_000)));
    registerAt(RunningClaims::look);
    Claim held = drive(refusedByTheLedger("insurer"));
    Claim foreign = leftToAPerson("agency", fresh(32), simple(10_000));
    String token = staff("insurer", "li.na");

    List<JsonNode> queue = queue(token);

    List<String> ids = queue.stream().map(entry -> entry.path("claimId").asString()).toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .doesNotContain(foreign.claimId())
        .containsSubsequence(first.claimId(), unverified.claimId(), held.claimId());
    assertThat(queue.stream().map(entry -> entry.path("waitingSince").asString()).toList())
        .isSorted();
    JsonNode decidable = of(queue, first);
    assertThat(texts(decidable.path("decisions"))).containsExactly("PARTIAL", "REFUSE");
    assertThat(decidable.path("cause").asString()).isEqualTo("ITEM_UNLISTED");
    assertThat(decidable.path("amountFoundFen").isNull()).isTrue();
    assertThat(decidable.path("proposal").isNull()).isTrue();
    assertThat(texts(of(queue, unverified).path("decisions"))).containsExactly("REFUSE");
    assertThat(texts(of(queue, held).path("decisions"))).isEmpty();
    assertThat(of(queue, held).path("nextStep").asString()).contains("resolution needed");
    JsonNode chinese = of(queue(token, "Accept-Language", "zh-CN"), held);
    assertThat(chinese.path("nextStep").asString()).matches(HAN);
    assertThat(chinese.path("causeText").asString()).matches(HAN);
    assertThat(call(staff("insurer", "li.na"), "POST", path(held), refusal()).code())
        .isEqualTo("CLAIM_NEEDS_RESOLUTION");
    assertThat(call(token, "GET", "/v1/review-queue?limit=201", "").status()).isEqualTo(400);
    assertThat(call(token, "GET", "/v1/review-queue?after=x", "").status()).isEqualTo(400);
    assertThat(call(TOKENS.tokenOfPerson(person, READ), "GET", "/v1/review-queue", "").status())
        .isEqualTo(403);
  }

  private ClaimId refusedByTheLedger(String payer) {
    String person = fresh(32);
    insure(payer, person, "commercial-p", 0);
    ClaimId id = submit(payer, person, simple(10_000));
    LEDGER.refuse("BAD_SIGNATURE");
    drive(id);
    LEDGER.refuse(null);
    return id;
  }

  private static String refusal() {
    return decision("REFUSE", "null", "EVIDENCE_MISSING", "null");
  }

  @Test
  void refusesWhatDoesNotFitByFieldAndReason() throws Exception {
    Claim claim = leftToAPerson("insurer", fresh(32), simple(10_000));
    String token = staff("insurer", "li.na");
    record Wrong(String body, String pointer) {}
    for (Wrong wrong :
        List.of(
            new Wrong(decision("PARTIAL", "null", "GOODWILL", "null"), "/amountFen"),
            new Wrong(decision("PARTIAL", "0", "GOODWILL", "null"), "/amountFen"),
            new Wrong(decision("PARTIAL", "10001", "GOODWILL", "null"), "/amountFen"),
            new Wrong(decision("REFUSE", "1", "EVIDENCE_MISSING", "null"), "/amountFen"),
            new Wrong(decision("REFUSE", "null", "GOODWILL", "null"), "/reasonCode"),
            new Wrong(decision("PARTIAL", "1", "EVIDENCE_MISSING", "null"), "/reasonCode"),
            new Wrong(
                decision("PARTIAL", "1", "GOODWILL", "\"" + "x".repeat(501) + "\""), "/note"))) {
      Reply refused = call(token, "POST", path(claim), wrong.body());
      assertThat(refused.status()).as("%s: %s", wrong, refused.json()).isEqualTo(422);
      assertThat(refused.json().at("/fields/0/pointer").asString()).isEqualTo(wrong.pointer());
      assertThat(refused.json().at("/fields/0/reason").asString()).isNotBlank();
    }
    Reply tooMuch =
        call(token, "POST", path(claim), decision("PARTIAL", "10001", "GOODWILL", "null"));
    assertThat(tooMuch.code()).isEqualTo("AMOUNT_TOO_GREAT");
    assertThat(tooMuch.json().at("/fields/0/reason").asString()).contains("10000");
    assertThat(
            call(token, "POST", path(claim), decision("APPROVE", "null", "GOODWILL", "null"))
                .code())
        .isEqualTo("NO_AMOUNT_FOUND");
    assertThat(claims.find(claim.id()).orElseThrow().version()).isEqualTo(claim.version());
    for (String stranger :
        List.of(
            staff("agency", "li.na"),
            TOKENS.token("platform", DECIDE),
            TOKENS.tokenOfPerson(claim.personId(), DECIDE))) {
      assertThat(call(stranger, "POST", path(claim), refusal()).status()).isEqualTo(404);
    }
    assertThat(call(TOKENS.token("insurer", READ), "POST", path(claim), refusal()).status())
        .isEqualTo(403);
  }

  /** The page hides the form from them; that is no protection. */
  @Test
  void whoMayOnlyLookIsRefusedByTheServiceWhateverTheySay() throws Exception {
    String viewer = TOKENS.tokenOfStaff("insurer", "zhao.min", READ);
    String decider = staff("insurer", "wang.fang");
    Claim small = leftToAPerson("insurer", fresh(32), simple(10_000));
    Claim proposed = leftToAPerson("insurer", fresh(32), simple(2_000_000));
    String part = decision("PARTIAL", "600000", "GOODWILL", "null");
    assertThat(call(decider, "POST", path(proposed), part).status()).isEqualTo(200);

    assertThat(view(viewer, proposed).at("/proposal/amountFen").asLong()).isEqualTo(600_000);
    forbidden(call(viewer, "POST", path(small), decision("PARTIAL", "1", "GOODWILL", "null")));
    forbidden(call(viewer, "POST", path(small), refusal()));
    forbidden(call(viewer, "POST", path(proposed), part));
    forbidden(
        call(
            viewer,
            "POST",
            "/v1/claims/" + small.claimId() + "/resolutions",
            "{\"action\": \"CLOSE\", \"cause\": \"SEEN\"}"));
    for (Claim claim : List.of(small, proposed)) {
      Claim now = claims.find(claim.id()).orElseThrow();
      assertThat(now.version()).isEqualTo(claim.version());
      assertThat(now.state()).isEqualTo(ClaimState.REVIEW);
    }
    assertThat(view(decider, proposed).at("/proposal/proposedBy").asString())
        .isEqualTo("wang.fang");
    assertThat(view(decider, small).path("proposal").isNull()).isTrue();
  }

  private static void forbidden(Reply reply) {
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void twoPeopleDecideAndThePatientIsToldWhatAndWhyButNeverByWhomOrWithWhichNote()
      throws Exception {
    String note = "\"Spoke with the doctor: 张医生\"";
    Claim claim = leftToAPerson("insurer", fresh(32), simple(2_000_000));
    String first = staff("insurer", "wang.fang");
    String second = staff("insurer", "li.na");
    String patient = TOKENS.tokenOfPerson(claim.personId(), READ);
    String body = decision("PARTIAL", "600000", "ITEMS_COVERED_IN_PART", note);

    Reply proposed = call(first, "POST", path(claim), body);
    assertThat(proposed.status()).as("%s", proposed.json()).isEqualTo(200);
    assertThat(proposed.json().path("status").asString()).isEqualTo("REVIEW");
    assertThat(proposed.json().at("/proposal/proposedBy").asString()).isEqualTo("wang.fang");
    assertThat(proposed.json().toString()).doesNotContain("Spoke with");
    assertThat(call(first, "POST", path(claim), body).code()).isEqualTo("OWN_PROPOSAL");
    JsonNode queued = of(queue(second), claim);
    assertThat(queued.at("/proposal/amountFen").asLong()).isEqualTo(600_000);
    assertThat(queued.toString()).doesNotContain("Spoke with");
    assertThat(view(second, claim).at("/proposal/note").asString()).contains("张医生");
    assertThat(view(patient, claim).path("proposal").isNull()).isTrue();

    Reply decided = call(second, "POST", path(claim), body.replace(note, "null"));
    assertThat(decided.json().path("status").asString()).isEqualTo("ADJUDICATED");
    assertThat(drive(claim.id()).state()).isEqualTo(ClaimState.PAID);

    JsonNode payers = view(second, claim).at("/decisions/0");
    assertThat(payers.path("decidedBy").asString()).isEqualTo("wang.fang");
    assertThat(payers.path("confirmedBy").asString()).isEqualTo("li.na");
    assertThat(payers.path("note").asString()).contains("张医生");
    assertThat(payers.path("digest").asString())
        .isEqualTo(LEDGER.reservation(claim.id()).orElseThrow().traceDigest().hex());
    JsonNode told = view(patient, claim);
    assertThat(told.at("/decisions/0/decision").asString()).isEqualTo("PARTIAL");
    assertThat(told.at("/decisions/0/amountFen").asLong()).isEqualTo(600_000);
    assertThat(told.at("/decisions/0/reason").asString()).contains("a part of them");
    assertThat(told.toString()).doesNotContain("wang.fang", "li.na", "Spoke with");
    assertThat(view(patient, claim).path("timeline").toString())
        .contains("APPROVED_IN_PART_BY_PERSON");
    nowhereInClear("Spoke with");
    assertThat(call(second, "POST", path(claim), refusal()).code())
        .isEqualTo("CLAIM_NOT_IN_REVIEW");
  }

  /** Whoever decides by their own name may hold the key of one of their payer's programs, too. */
  @Test
  void aPersonAndAProgramAreNotTwoPeopleInWhicheverOrder() throws Exception {
    String body = decision("PARTIAL", "600000", "GOODWILL", "null");
    String person = staff("insurer", "wang.fang");
    String program = TOKENS.tokenOf("insurer", "insurer-desk", READ, DECIDE);
    String namesake = TOKENS.tokenOf("insurer", "wang.fang", READ, DECIDE);
    Claim byPerson = leftToAPerson("insurer", fresh(32), simple(2_000_000));
    Claim byProgram = leftToAPerson("insurer", fresh(32), simple(2_000_000));

    assertThat(call(person, "POST", path(byPerson), body).status()).isEqualTo(200);
    assertThat(call(program, "POST", path(byProgram), body).status()).isEqualTo(200);

    for (String other : List.of(program, namesake, person)) {
      assertThat(call(other, "POST", path(byPerson), body).code()).isEqualTo("OWN_PROPOSAL");
    }
    assertThat(call(person, "POST", path(byProgram), body).code()).isEqualTo("OWN_PROPOSAL");
    for (Claim claim : List.of(byPerson, byProgram)) {
      assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
    }

    assertThat(call(staff("insurer", "li.na"), "POST", path(byPerson), body).status())
        .isEqualTo(200);
    String secondProgram = TOKENS.tokenOf("insurer", "insurer-desk-two", READ, DECIDE);
    assertThat(call(secondProgram, "POST", path(byProgram), body).status()).isEqualTo(200);
    for (Claim claim : List.of(byPerson, byProgram)) {
      assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.ADJUDICATED);
    }
  }

  /** Staff see what their payer may see; that of a tenant which acts for patients sees nothing. */
  @Test
  void staffSeeTheirPayersClaimsAloneWhateverTheirTenant() throws Exception {
    Claim claim = leftToAPerson("insurer", fresh(32), simple(10_000));
    String one = "/v1/claims/" + claim.claimId();
    String all = "/v1/persons/" + claim.personId();
    assertThat(call(staff("insurer", "li.na"), "GET", one, "").status()).isEqualTo(200);
    for (String stranger :
        List.of(
            staff("agency", "li.na"), staff("platform", "li.na"), TOKENS.token("platform", READ))) {
      assertThat(call(stranger, "GET", one, "").status()).isEqualTo(404);
    }
    for (String stranger : List.of(staff("insurer", "li.na"), staff("platform", "li.na"))) {
      assertThat(call(stranger, "GET", all + "/claims", "").status()).isEqualTo(404);
      assertThat(call(stranger, "GET", all + "/coverages", "").status()).isEqualTo(404);
    }
  }

  private void nowhereInClear(String text) {
    for (String column :
        List.of(
            "claim_verdict text_sealed",
            "claim_history cause",
            "idempotency_key answer_body",
            "outbox_event payload")) {
      String[] parts = column.split(" ", 2);
      assertThat(
              jdbc.sql(
                      "SELECT COUNT(*) FROM %s WHERE INSTR(%s, ?) > 0"
                          .formatted(parts[0], parts[1]))
                  .param(text)
                  .query(Long.class)
                  .single())
          .as(column)
          .isZero();
    }
  }

  @Test
  void aRefusalNamesItsReasonAndIsAnsweredAlikeWhenItIsRepeated() throws Exception {
    Claim claim = leftToAPerson("insurer", fresh(32), simple(10_000));
    String program = TOKENS.tokenOf("insurer", "insurer-desk", READ, DECIDE);
    String key = UUID.randomUUID().toString();

    Reply refused = new ClaimsHttp(port).post(program, path(claim), refusal(), key);
    Reply again = new ClaimsHttp(port).post(program, path(claim), refusal(), key);

    assertThat(refused.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(refused.json());
    assertThat(refused.json().path("status").asString()).isEqualTo("REFUSED");
    assertThat(refused.json().at("/decisions/0/decidedBy").asString()).isEqualTo("insurer-desk");
    JsonNode told = view(TOKENS.tokenOfPerson(claim.personId(), READ), claim);
    assertThat(told.at("/refusal/code").asString()).isEqualTo("EVIDENCE_MISSING");
    assertThat(told.at("/refusal/reason").asString()).isNotBlank();
    assertThat(told.at("/decisions/0/decidedBy").isNull()).isTrue();
  }
}
