package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.ClaimsHttp;
import org.yipiao.claims.server.testing.ClaimsHttp.Reply;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** What a person is told that a claim would come to, and that nothing comes of the asking. */
class EstimateIT extends RunningClaims {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MOST = "99999999999999";
  private static final String TABLES =
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_type = ?
      """;
  private static final String COLUMNS =
      """
      SELECT column_name FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = ?
      """;

  @Autowired private DataSource database;

  private static ObjectNode form(String payer, String person, long invoice) {
    ObjectNode form = JSON.createObjectNode();
    form.put("payer", payer);
    form.put("invoiceId", new InvoiceId(invoice).toString());
    form.put("personId", person);
    form.put("policy", "main");
    form.set("facts", JSON.valueToTree(facts(invoice)));
    return form;
  }

  private static ObjectNode facts(ObjectNode form) {
    return (ObjectNode) form.path("facts");
  }

  private Reply asked(ObjectNode form, String... headers) throws Exception {
    String token =
        TOKENS.tokenOfPerson(form.path("personId").asString(), "claims.submit", "claims.read");
    String body = JSON.writeValueAsString(form);
    return new ClaimsHttp(port).call(token, "POST", "/v1/estimates", body, headers);
  }

  private JsonNode estimate(ObjectNode form, String... headers) throws Exception {
    Reply reply = asked(form, headers);
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    return reply.json();
  }

  private String insured(long deductibleUsedFen) {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, deductibleUsedFen);
    return person;
  }

  @Test
  void isWhatTheClaimThenComesToStepByStep() throws Exception {
    String person = insured(150_000);
    long invoice = outpatientExample();

    JsonNode estimate = estimate(form("agency", person, invoice));
    ClaimId claim = submit("agency", person, invoice);
    assertThat(drive(claim).state()).isEqualTo(ClaimState.PAID);

    assertThat(estimate.path("decision").asString()).isEqualTo("PAYABLE");
    assertThat(estimate.path("amountFen").asLong()).isEqualTo(59_500);
    assertThat(estimate.path("positionKnown").asBoolean()).isTrue();
    assertThat(estimate.path("refusal").isNull()).isTrue();
    JsonNode view =
        new ClaimsHttp(port)
            .call(
                TOKENS.tokenOfPerson(person, "claims.read"),
                "GET",
                "/v1/claims/" + claim.value(),
                "")
            .json();
    for (String same :
        List.of(
            "amountFen",
            "personShareFen",
            "planId",
            "planEffectiveFrom",
            "planOfficial",
            "planSource",
            "trace")) {
      assertThat(estimate.path(same)).as(same).isEqualTo(view.path(same));
    }
    assertThat(estimate.path("trace").isEmpty()).isFalse();
  }

  @Test
  void changesNoRowOfAnyTable() throws Exception {
    String person = insured(150_000);
    long invoice = outpatientExample();
    try (var leader = database.getConnection();
        var lock = leader.createStatement()) {
      leader.setAutoCommit(false);
      lock.execute("SELECT name FROM outbox_leader WHERE name = 'relay' FOR UPDATE");
      Map<String, String> before = rows();
      assertThat(before).containsKeys("claim", "accumulator", "idempotency_key", "outbox_event");

      estimate(form("agency", person, invoice));
      asked(form("agency", fresh(32), invoice));
      asked(form("nobody", person, invoice));

      assertThat(rows()).isEqualTo(before);
      leader.rollback();
    }
    assertThat(LEDGER.row(invoice).remainingFen()).isEqualTo(126_000);
  }

  /** How many rows each table has, and a sum over all that is in them. */
  private Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    for (String table : named(TABLES, "BASE TABLE")) {
      String row =
          named(COLUMNS, table).stream()
              .map(column -> "COALESCE(HEX(`" + column + "`), '-')")
              .collect(Collectors.joining(", "));
      String sum = "COUNT(*), ' ', COALESCE(SUM(CRC32(CONCAT_WS('|', " + row + "))), 0)";
      String content =
          jdbc.sql("SELECT CONCAT(" + sum + ") FROM " + table).query(String.class).single();
      rows.put(table, content);
    }
    return rows;
  }

  private List<String> named(String sql, String of) {
    return jdbc.sql(sql).param(of).query(String.class).list();
  }

  @Test
  void isNotHeldUpByWhoDecidesInThatYear() throws Exception {
    String person = insured(180_000);
    drive(submit("agency", person, simple(10_000)));
    long invoice = simple(10_000);
    try (var decider = database.getConnection();
        var lock =
            decider.prepareStatement(
                "SELECT version FROM accumulator WHERE person_id = ? FOR UPDATE")) {
      decider.setAutoCommit(false);
      lock.setString(1, person);
      lock.execute();

      JsonNode estimate = estimate(form("agency", person, invoice));

      assertThat(estimate.path("amountFen").asLong()).isEqualTo(7_000);
      decider.rollback();
    }
  }

  @Test
  void takesItThatNothingIsTakenWhileTheLedgerDoesNotSay() throws Exception {
    String person = insured(180_000);
    insure("insurer", person, "commercial-p", 0);
    long invoice = simple(10_000);
    assertThat(drive(submit("insurer", person, invoice)).state()).isEqualTo(ClaimState.PAID);
    LEDGER.down(true);

    JsonNode blind = estimate(form("agency", person, invoice));
    LEDGER.down(false);
    JsonNode seeing = estimate(form("agency", person, invoice));

    assertThat(blind.path("positionKnown").asBoolean(true)).isFalse();
    assertThat(blind.path("amountFen").asLong()).isEqualTo(7_000);
    assertThat(seeing.path("positionKnown").asBoolean()).isTrue();
    assertThat(seeing.path("decision").asString()).isEqualTo("REFUSED");
    assertThat(seeing.at("/refusal/code").asString()).isEqualTo("EXCEEDS_REMAINING");
    assertThat(seeing.at("/refusal/remainingFen").asLong(-1)).isZero();
    assertThat(seeing.path("planId").asString()).isEqualTo(OUTPATIENT);
  }

  @Test
  void waitsForTheLedgerNoLongerThanAPersonWould() throws Exception {
    ObjectNode form = form("agency", insured(180_000), simple(10_000));
    LEDGER.silent(true);
    long asked = System.nanoTime();

    JsonNode blind = estimate(form);

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
    assertThat(blind.path("positionKnown").asBoolean(true)).isFalse();
    assertThat(blind.path("amountFen").asLong()).isEqualTo(7_000);
    LEDGER.silent(false);
  }

  @Test
  void countsWhatOthersHaveReservedAsTakenThoughTheyMayLeaveIt() throws Exception {
    String person = insured(180_000);
    long invoice = simple(10_000);
    LEDGER.reserve(3, invoice, 6_000, Duration.ofHours(1));

    JsonNode estimate = estimate(form("agency", person, invoice));

    assertThat(estimate.path("decision").asString()).isEqualTo("PAYABLE");
    assertThat(estimate.path("amountFen").asLong()).isEqualTo(4_000);
    assertThat(drive(submit("agency", person, invoice)).state()).isEqualTo(ClaimState.VERIFIED);
  }

  @Test
  void saysWhatAClaimWouldBeRefusedWith() throws Exception {
    String person = insured(150_000);
    long small = simple(10_000);
    JsonNode nothing = estimate(form("agency", person, small));
    assertThat(nothing.path("decision").asString()).isEqualTo("NOTHING_PAYABLE");
    assertThat(nothing.path("amountFen").asLong(-1)).isZero();
    assertThat(nothing.path("personShareFen").asLong()).isEqualTo(10_000);
    refusedWith(nothing, "NOTHING_PAYABLE", "/invoiceId");

    JsonNode stranger = estimate(form("agency", fresh(32), small));
    refusedWith(stranger, "NOT_INSURED", "/policy");
    assertThat(stranger.path("planId").isNull()).isTrue();

    ObjectNode early = form("agency", person, small);
    facts(early).put("serviceDate", "2019-12-31");
    refusedWith(estimate(early), "NOT_IN_FORCE", "/policy");

    ObjectNode part = form("agency", person, small);
    facts(part).put("totalFen", 20_000).put("cashPayFen", 20_000);
    refusedWith(estimate(part), "INCOMPLETE", "/consent/presentationHash");

    long claimed = simple(1_000_000);
    submit("agency", person, claimed);
    refusedWith(estimate(form("agency", person, claimed)), "ALREADY_CLAIMED", "/invoiceId");
  }

  private static void refusedWith(JsonNode estimate, String code, String field) {
    JsonNode refusal = estimate.path("refusal");
    assertThat(refusal.path("code").asString()).isEqualTo(code);
    assertThat(refusal.path("field").asString()).isEqualTo(field);
    assertThat(refusal.path("reason").asString()).isNotBlank();
    assertThat(refusal.path("nextStep").asString()).isNotBlank();
    if (!code.equals("NOTHING_PAYABLE")) {
      assertThat(estimate.path("decision").asString()).isEqualTo("REFUSED");
      assertThat(estimate.path("amountFen").isNull()).isTrue();
    }
  }

  @Test
  void refusesABillThatOneOfThePlansOtherPoliciesHasCounted() throws Exception {
    String person = insured(180_000);
    insureUnder("second", "agency", person, OUTPATIENT);
    long invoice = simple(10_000);
    assertThat(drive(submitUnder("second", "agency", person, invoice)).state())
        .isEqualTo(ClaimState.PAID);

    refusedWith(estimate(form("agency", person, invoice)), "ALREADY_CLAIMED", "/invoiceId");
  }

  @Test
  void speaksTheCallersLanguage() throws Exception {
    ObjectNode form = form("agency", insured(150_000), simple(10_000));
    String han = ".*\\p{IsHan}.*";

    JsonNode chinese = estimate(form, "Accept-Language", "zh-CN");
    JsonNode english = estimate(form);

    assertThat(chinese.at("/trace/0/text").asString()).matches(han);
    assertThat(chinese.at("/refusal/reason").asString()).matches(han);
    assertThat(english.at("/trace/0/text").asString()).doesNotMatch(han);
    assertThat(english.at("/refusal/reason").asString()).doesNotMatch(han);
  }

  @Test
  void isForItsPersonAlone() throws Exception {
    String person = insured(180_000);
    String form = form("agency", person, simple(10_000)).toString();
    for (String token :
        List.of(
            TOKENS.tokenOfPerson(fresh(32), "claims.submit"),
            TOKENS.token("agency", "claims.submit"),
            TOKENS.token("platform", "claims.submit"))) {
      Reply refused = new ClaimsHttp(port).call(token, "POST", "/v1/estimates", form);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("FORBIDDEN");
      assertThat(refused.json().at("/fields/0/pointer").asString()).isEqualTo("/personId");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/facts,totalFen,0,/facts/totalFen",
    "/facts,totalFen,100000000000000,/facts/totalFen",
    "/facts,fundPayFen,-1,/facts/fundPayFen",
    "/facts,fundPayFen," + MOST + ",/facts/cashPayFen",
    "/facts,region,\"1100\",/facts/region",
    "/facts,hospitalCreditCode,null,/facts/hospitalCreditCode",
    "/facts,serviceDate,\"+12000-01-01\",/facts/serviceDate",
    "/facts,serviceDate,\"1999-12-31\",/facts/serviceDate",
    "/facts,admissionDate,\"2026-03-01\",/facts/admissionDate",
    "/facts,encounter,\"INPATIENT\",/facts/admissionDate",
    "/facts,lines,[],/facts/lines",
    "/facts/lines/0,amountFen,0,/facts/lines/0/amountFen",
    "/facts/lines/0,amountFen," + MOST + ",/facts/lines",
    "/facts/lines/0,quantity,0,/facts/lines/0/quantity",
    "/facts/lines/0,quantity,1e999999999,/facts/lines/0/quantity",
    "/facts/lines/0,quantity,0.0000001,/facts/lines/0/quantity",
    "/facts/lines/0,printedPrepayRatio,1.1,/facts/lines/0/printedPrepayRatio",
    "/facts/lines/0,printedCap,-1,/facts/lines/0/printedCap",
    "/facts/lines/0,itemCode,\" \",/facts/lines/0/itemCode",
    "'',policy,\"a policy\",/policy"
  })
  void refusesWhatIsOutOfRange(String object, String member, String value, String pointer)
      throws Exception {
    String person = insured(180_000);
    long invoice = invoice(line(5_000, CatalogueClass.A, "0"), line(5_000, CatalogueClass.A, "0"));
    ObjectNode form = form("agency", person, invoice);
    ((ObjectNode) form.at(object)).putRawValue(member, new RawValue(value));

    Reply refused = asked(form);

    assertThat(refused.status()).as("%s", refused.json()).isEqualTo(422);
    assertThat(refused.json().at("/fields/0/pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void takesAsManyLinesAsAnInvoiceMayHaveAndNoMore() throws Exception {
    String person = insured(180_000);
    for (int count : List.of(1_000, 1_001)) {
      ObjectNode form = form("agency", person, simple(1_000));
      ArrayNode lines = (ArrayNode) facts(form).path("lines");
      facts(form).put("totalFen", count).put("cashPayFen", count);
      ObjectNode line = ((ObjectNode) lines.get(0)).put("amountFen", 1);
      while (lines.size() < count) {
        lines.add(line);
      }

      Reply reply = asked(form);

      assertThat(reply.status()).isEqualTo(count == 1_000 ? 200 : 422);
      if (count == 1_000) {
        assertThat(reply.json().path("amountFen").asLong()).isEqualTo(700);
      } else {
        assertThat(reply.json().at("/fields/0/pointer").asString()).isEqualTo("/facts/lines");
      }
    }
  }
}
