package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.sdjwt.SdJwt;
import org.yipiao.invoice.document.sdjwt.SdJwtReading;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bad batches: each has its own refusal, which names field and reason; nothing is stored half. */
class RegisterRefusalsIT extends RunningRegister {

  /** What the register holds of this test's numbers, which nobody else has, and of one batch. */
  private List<Long> rows(String batchId) {
    var rows = new ArrayList<Long>();
    for (String table : List.of("invoice WHERE invoice_id", "status_change WHERE subject")) {
      rows.add(count(table + " BETWEEN ? AND ?", nextId, nextId + 200));
    }
    for (String table :
        List.of(
            "batch WHERE batch_id",
            "ledger_transaction WHERE subject",
            "status_change WHERE subject")) {
      rows.add(count(table + " = ?", batchId));
    }
    return rows;
  }

  private long count(String what, Object... parameters) {
    return jdbc.sql("SELECT COUNT(*) FROM " + what).params(parameters).query(Long.class).single();
  }

  /** Posts a batch and sees that it left nothing at all. */
  private Reply refused(int status, String code, String body) throws Exception {
    var named = java.util.regex.Pattern.compile("\"batchId\":\"([0-9a-f]{32})\"").matcher(body);
    String batchId = named.find() ? named.group(1) : "none";
    List<Long> before = rows(batchId);
    Reply reply = call(hospital(), "POST", "/v1/batches", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.json().path("code").asString()).isEqualTo(code);
    assertThat(rows(batchId)).as("rows after the refusal").isEqualTo(before);
    return reply;
  }

  /** The same for batches of which some documents are at fault. */
  private void refusedFor(List<IssuedDocument> issued, String pointer, String code)
      throws Exception {
    refusedFor(HOSPITAL.sign(issued), issued, pointer, code);
  }

  private void refusedFor(
      SignedTransaction tx, List<IssuedDocument> issued, String pointer, String code)
      throws Exception {
    Reply reply = refused(422, "BATCH_REFUSED", batch(newId(), tx, issued));
    assertThat(reply.json().path("fields").valueStream())
        .as(reply.body())
        .anySatisfy(field -> {
          assertThat(field.path("pointer").asString()).isEqualTo(pointer);
          assertThat(field.path("code").asString()).isEqualTo(code);
          assertThat(field.path("reason").asString()).isNotBlank();
        });
  }

  private IssuedDocument sound() {
    return HOSPITAL.issue(nextId, "R-" + nextId);
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  @Test
  void namesEachBadDocumentAndStoresNothingOfTheBatch() throws Exception {
    var good = HOSPITAL.issue(nextId, "C-1");
    var foreign = HOSPITAL.issue(nextId + 5_000_000, "C-2");
    var other = HOSPITAL.issue(nextId + 1, "C-3");
    var tx = HOSPITAL.sign(List.of(good, foreign, other));
    var issued = List.of(good, foreign, HOSPITAL.issue(nextId + 1, "C-4"));
    refusedFor(tx, issued, "/documents/1/document/invoice_id", "NUMBER_OUT_OF_RANGE");
    refusedFor(tx, issued, "/documents/2/document", "COMMITMENT_DIFFERS");
    assertThat(call(hospital(), "GET", "/v1/invoices/" + nextId, null).status()).isEqualTo(404);
  }

  @Test
  void refusesANumberJustBehindTheRange() throws Exception {
    refusedFor(
        List.of(HOSPITAL.issue(nextId + 100, "R-" + nextId)),
        "/documents/0/document/invoice_id",
        "NUMBER_OUT_OF_RANGE");
  }

  @Test
  void refusesADocumentWhoseSignatureDoesNotFit() throws Exception {
    IssuedDocument sound = sound();
    String jwt = sound.compact().substring(0, sound.compact().indexOf('~'));
    int at = jwt.lastIndexOf('.') + 10;
    char other = jwt.charAt(at) == 'A' ? 'B' : 'A';
    String broken = sound.compact().substring(0, at) + other + sound.compact().substring(at + 1);
    refusedFor(
        List.of(TestHospital.withText(sound, broken)),
        "/documents/0/document",
        "SIGNATURE_INVALID");
  }

  @Test
  void refusesADocumentOfAnotherHospitalsKey() throws Exception {
    var other = new TestHospital(CONSORTIUM, "hospital-two");
    IssuedDocument sound = sound();
    IssuedDocument inOurName = other.forge(sound, (_, value) -> value);
    refusedFor(List.of(inOurName), "/documents/0/document", "CERTIFICATE_OF_ANOTHER");
    IssuedDocument theirs = other.issue(nextId, "R-" + nextId);
    refusedFor(List.of(theirs), "/documents/0/document/member", "MEMBER_DIFFERS");
  }

  @Test
  void refusesADisclosureOfAnotherDocument() throws Exception {
    IssuedDocument sound = sound();
    String foreign = HOSPITAL.issue(nextId + 1, "R-other").compact().split("~", -1)[1];
    refusedFor(
        List.of(TestHospital.withText(sound, sound.compact() + foreign + "~")),
        "/documents/0/document",
        "DISCLOSURE_FOREIGN");
  }

  @Test
  void refusesBadArithmeticInsideASoundlySignedDocument() throws Exception {
    refusedFor(
        List.of(HOSPITAL.forge(sound(), changed("line_0001", "amount_fen", number(1_249)))),
        "/documents/0/document/lines",
        "LINES_DO_NOT_SUM_TO_TOTAL");
    refusedFor(
        List.of(HOSPITAL.forge(sound(), changed("money", "cash_pay_fen", number(1_249)))),
        "/documents/0/document/money",
        "PAYMENTS_DO_NOT_SUM_TO_TOTAL");
  }

  @Test
  void refusesCareOfADayAfterItsInvoice() throws Exception {
    JsonNode later = JsonNodeFactory.instance.stringNode("2999-06-01");
    refusedFor(
        List.of(HOSPITAL.forge(sound(), changed("line_0001", "service_date", later))),
        "/documents/0/document/lines/0/serviceDate",
        "CARE_AFTER_ISSUE");
    refusedFor(
        List.of(HOSPITAL.forge(sound(), changed("encounter", "date", later))),
        "/documents/0/document/encounter/date",
        "CARE_AFTER_ISSUE");
  }

  @Test
  void givesTheReasonsOfABatchInTheCallersLanguage() throws Exception {
    var cash = HOSPITAL.forge(sound(), changed("money", "cash_pay_fen", number(1_249)));
    var one = List.of(cash);
    String difference = batch(newId(), HOSPITAL.sign(one), one);
    String none = batch(newId(), HOSPITAL.sign(List.of(sound())), List.of());
    String malformed = body(newId(), new byte[] {9}, one);

    assertThat(reasons("en", difference))
        .containsExactly(
            "fund, other, account and cash do not sum to the total: 1249 fen, total 1250 fen");
    assertThat(reasons("zh-CN", difference))
        .containsExactly("统筹基金、其他、个人账户与现金支付之和不等于总额：1249 分，总额 1250 分");
    assertThat(reasons("zh-CN", none)).containsExactly("一个批次须有 1 至 300 张票据");
    assertThat(reasons("zh-CN", malformed)).containsExactly("信封或交易头中位置 0 处应为字段 1，而非标签 9");
  }

  private List<String> reasons(String language, String body) throws Exception {
    Reply reply = callIn(language, hospital(), "POST", "/v1/batches", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    return reply
        .json()
        .path("fields")
        .valueStream()
        .map(field -> field.path("reason").asString())
        .toList();
  }

  @Test
  void refusesAmountsThatAreNoneInsideASoundlySignedDocument() throws Exception {
    for (JsonNode amount :
        List.of(
            number(-1),
            number(100_000_000_000_000L),
            JsonNodeFactory.instance.numberNode(new java.math.BigInteger("99999999999999999999")),
            JsonNodeFactory.instance.numberNode(12.5),
            JsonNodeFactory.instance.stringNode("1250"))) {
      refusedFor(
          List.of(HOSPITAL.forge(sound(), changed("line_0001", "amount_fen", amount))),
          "/documents/0/document/line_0001/amount_fen",
          "MALFORMED");
    }
  }

  @Test
  void namesTheClaimWhoseValueItsTypeRefuses() throws Exception {
    JsonNode spaced = JsonNodeFactory.instance.stringNode("1101 0119");
    refusedFor(
        List.of(HOSPITAL.forge(sound(), changed("payer_document", "number", spaced))),
        "/documents/0/document/payer_document",
        "MALFORMED");
  }

  private static java.util.function.BiFunction<String, JsonNode, JsonNode> changed(
      String claim, String member, JsonNode value) {
    return (name, content) ->
        name.equals(claim) ? ((ObjectNode) content.deepCopy()).set(member, value) : content;
  }

  @Test
  void refusesADocumentThatLeavesSomethingOut() throws Exception {
    IssuedDocument sound = sound();
    var token = ((SdJwtReading.Read) SdJwt.read(sound.compact())).token();
    // Without its document number an invoice is one of nobody, which may be.
    for (String left :
        List.of(
            "issuer",
            "business_number",
            "payer_name",
            "encounter",
            "coverage",
            "money",
            "categories",
            "line_0001")) {
      String text = token.present(name -> !name.equals(left));
      assertThat(text).as("the text without " + left).isNotEqualTo(sound.compact());
      Reply reply =
          refused(
              422,
              "BATCH_REFUSED",
              batch(
                  newId(),
                  HOSPITAL.sign(List.of(sound)),
                  List.of(TestHospital.withText(sound, text))));
      assertThat(reply.json().path("fields").path(0).path("pointer").asString())
          .startsWith("/documents/0/document/");
    }
  }

  @Test
  void refusesWhatDiffersFromItsOperation() throws Exception {
    IssuedDocument sound = sound();
    IssuedDocument other = HOSPITAL.issue(nextId + 1, "R-other");
    var swapped = HOSPITAL.sign(List.of(other));
    refusedFor(swapped, List.of(sound), "/documents/0/document/invoice_id", "INVOICE_ID_DIFFERS");
    refusedFor(swapped, List.of(sound), "/documents/0/document", "COMMITMENT_DIFFERS");
    refusedFor(
        HOSPITAL.sign(
            List.of(
                new IssuedDocument(
                    sound.invoiceId(),
                    sound.compact(),
                    sound.commitment(),
                    sound.total(),
                    org.yipiao.platform.money.Money.ofFen(1)))),
        List.of(sound),
        "/documents/0/document/claimable_fen",
        "AMOUNT_DIFFERS");
    refusedFor(swapped, List.of(sound, other), "/documents", "COUNT_DIFFERS");
  }

  @Test
  void refusesWhatIsThereTwiceInOneBatch() throws Exception {
    IssuedDocument sound = sound();
    refusedFor(List.of(sound, sound), "/documents/1/document/invoice_id", "NUMBER_TWICE");
    refusedFor(
        List.of(sound, HOSPITAL.issue(nextId + 1, "R-" + nextId)),
        "/documents/1/document/businessNumber",
        "BUSINESS_NUMBER_TWICE");
  }

  @Test
  void refusesANumberOrABusinessNumberThatStandsForOtherContent() throws Exception {
    var one = List.of(HOSPITAL.issue(nextId, "D-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(one), one));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    var again = List.of(HOSPITAL.issue(nextId + 1, "D-" + nextId));
    refusedFor(again, "/documents/0/document/businessNumber", "BUSINESS_NUMBER_TAKEN");
    refusedFor(
        List.of(HOSPITAL.issue(nextId, "other-" + nextId)),
        "/documents/0/document/invoice_id",
        "NUMBER_TAKEN");
    refusedFor(one, "/documents/0/document/invoice_id", "ALREADY_SUBMITTED");
    refused(422, "BATCH_ID_REUSED", batch(batchId, HOSPITAL.sign(again), again));
  }

  @Test
  void refusesTransactionsThatTheLedgerWouldRefuse() throws Exception {
    var issued = List.of(sound());
    var other = new TestHospital(CONSORTIUM, "hospital-two");
    refused(403, "NOT_YOUR_MEMBER", batch(newId(), other.sign(issued), issued));
    refused(
        422,
        "TRANSACTION_EXPIRED",
        batch(newId(), HOSPITAL.sign(issued, Duration.ofSeconds(-1)), issued));
    byte[] bytes = HOSPITAL.sign(issued).bytes();
    bytes[bytes.length - 1] ^= 1;
    refused(422, "TRANSACTION_BADLY_SIGNED", body(newId(), bytes, issued));
    Reply malformed = refused(422, "TRANSACTION_MALFORMED", body(newId(), new byte[] {9}, issued));
    assertThat(malformed.json().path("fields").path(0).path("pointer").asString())
        .isEqualTo("/transaction");
  }

  private static String body(String batchId, byte[] transaction, List<IssuedDocument> issued) {
    return JSON.writeValueAsString(
        Map.of(
            "batchId",
            batchId,
            "transaction",
            transaction,
            "documents",
            issued.stream()
                .map(one -> Map.of("document", one.compact(), "checkCode", "a1b2c3"))
                .toList()));
  }

  @Test
  void refusesMoreDocumentsThanABatchMayHaveAndNone() throws Exception {
    IssuedDocument sound = sound();
    var tx = HOSPITAL.sign(List.of(sound));
    for (int count : List.of(0, 301)) {
      Reply reply =
          refused(422, "MALFORMED", batch(newId(), tx, Collections.nCopies(count, sound)));
      assertThat(reply.json().path("fields").path(0).path("pointer").asString())
          .isEqualTo("/documents");
    }
  }

  @Test
  void refusesABodyOverTheLimit() throws Exception {
    Reply reply = refused(413, "BODY_TOO_LARGE", "{\"batchId\":\"" + "a".repeat(8 << 20) + "\"}");
    JsonNode body = reply.json().path("fields").path(0);
    assertThat(body.path("pointer").asString("-")).isEmpty();
    assertThat(body.path("reason").asString()).contains("8388608");
  }

  @Test
  void refusesWhatIsNoBatch() throws Exception {
    var issued = List.of(sound());
    String good = batch(newId(), HOSPITAL.sign(issued), issued);
    refused(422, "MALFORMED", batch("not-an-id", HOSPITAL.sign(issued), issued));
    Reply unknown = refused(400, "BODY_UNREADABLE", good.replaceFirst("\\{", "{\"surprise\":1,"));
    assertThat(unknown.body()).contains("/surprise");
    refused(400, "BODY_UNREADABLE", good.substring(0, good.length() - 2));
    refusedFor(
        JSON.readTree(good.replace("a1b2c3", "A1B2C3")),
        "/documents/0/checkCode",
        "CHECK_CODE_MALFORMED");
  }

  private void refusedFor(JsonNode body, String pointer, String code) throws Exception {
    Reply reply = refused(422, "BATCH_REFUSED", body.toString());
    assertThat(reply.json().path("fields").path(0).path("pointer").asString()).isEqualTo(pointer);
    assertThat(reply.json().path("fields").path(0).path("code").asString()).isEqualTo(code);
  }

  @Test
  void refusesAnExpiredTokenBeforeItLooksAtTheBatch() throws Exception {
    var issued = List.of(sound());
    String expired =
        TOKENS.token(claims ->
            claims
                .claim("tenant", "hospital-one")
                .claim("client_id", "hospital-one-client")
                .claim("scope", "invoices.submit")
                .issueTime(Date.from(Instant.now().minusSeconds(300)))
                .expirationTime(Date.from(Instant.now().minusSeconds(31))));
    String batchId = newId();
    Reply reply =
        call(expired, "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().path("code").asString()).isEqualTo("TOKEN_EXPIRED");
    assertThat(rows(batchId)).containsOnly(0L);
  }
}
