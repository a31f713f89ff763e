package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.sdjwt.SdJwt;
import org.yipiao.invoice.document.sdjwt.SdJwtReading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Documents that a register must not take, though somebody signed them. */
class DocumentRefusalsIT extends RefusedBatches {

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
            JsonNodeFactory.instance.numberNode(new BigInteger("99999999999999999999")),
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

  private static BiFunction<String, JsonNode, JsonNode> changed(
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
}
