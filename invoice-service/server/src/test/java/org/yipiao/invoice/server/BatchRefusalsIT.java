package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.JsonNode;

/** Batches that fit neither themselves, nor the register, nor the ledger. */
class BatchRefusalsIT extends RefusedBatches {

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
                    Money.ofFen(1)))),
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
