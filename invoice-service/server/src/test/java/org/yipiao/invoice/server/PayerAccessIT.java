package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.server.person.PersonVault;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.PersonId;

/** Who was shown nothing learns nothing, and what was erased stays erased. */
class PayerAccessIT extends RunningRegister {

  private static final NationalDocument SOMEBODY =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070046");
  private static final NationalDocument RETURNING =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070054");

  @Autowired private PersonVault vault;

  private final String claim = newId();

  private static String payer() {
    return TOKENS.token("agency", "invoices.read");
  }

  private String submit(IssuedDocument document) throws Exception {
    String batchId = newId();
    var one = List.of(document);
    Reply reply = call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(one), one));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return batchId;
  }

  private void makeFinal(String batchId) throws Exception {
    Reply settled = call(hospital(), "GET", "/v1/batches/" + batchId, null);
    assertThat(settled.json().path("state").asString()).as(settled.body()).isEqualTo("FINAL");
  }

  private void erase(NationalDocument person) throws Exception {
    String query =
        "{\"documentType\":\"%s\",\"documentNumber\":\"%s\"}"
            .formatted(person.type(), person.number());
    Reply reply = call(platform(), "POST", "/v1/persons/resolve", query);
    assertThat(vault.erase(new PersonId(reply.json().path("personId").asString()))).isTrue();
  }

  private String shown(IssuedDocument document) {
    return "?claim=" + claim + "&presentation=" + presentation(document.compact());
  }

  private static String presentation(String compact) {
    return Digest.sha256(compact.getBytes(StandardCharsets.US_ASCII)).hex();
  }

  /** All that a payer is told of a number without having been shown its document. */
  private List<String> answers(long invoiceId) throws Exception {
    var answers = new ArrayList<String>();
    for (String part : List.of("", "/document", "/bundle")) {
      for (String query :
          List.of("", "?claim=x", "?claim=" + claim, "?claim=" + claim + "&presentation=0")) {
        Reply reply = call(payer(), "GET", "/v1/invoices/" + invoiceId + part + query, null);
        var problem = reply.json();
        answers.add(
            reply.status()
                + problem.path("code").asString()
                + problem.path("title").asString()
                + problem.path("detail").asString());
      }
    }
    return answers;
  }

  private String code(String token, String path) throws Exception {
    Reply reply = call(token, "GET", "/v1/invoices/" + nextId + path, null);
    return reply.status() == 200 ? "200" : reply.json().path("code").asString();
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

  @Test
  void aPayerLearnsThePersonOfADocumentItWasShownForThatClaimAndOfNobodyElse() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "P-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    String payer = TOKENS.token("agency", "invoices.read", "persons.resolve");
    String number = TestHospital.PERSON.number();

    assertThat(resolve(payer, number, null)).isEqualTo("PURPOSE_MISSING");
    assertThat(resolve(payer, number, claim)).isEqualTo("PERSON_NOT_SHOWN");
    String bundle = "/v1/invoices/" + nextId + "/bundle?claim=" + claim + "&presentation=";
    call(payer, "GET", bundle + newId() + newId(), null);
    assertThat(resolve(payer, number, claim)).isEqualTo("PERSON_NOT_SHOWN");
    call(payer, "GET", bundle + presentation(issued.getFirst().compact()), null);
    assertThat(resolve(payer, number, claim)).matches("[0-9a-f]{64}");
    assertThat(resolve(payer, "110101199003070038", claim)).isEqualTo("PERSON_NOT_SHOWN");
    assertThat(resolve(payer, number, newId())).isEqualTo("PERSON_NOT_SHOWN");
    String other = TOKENS.token("insurer", "invoices.read", "persons.resolve");
    assertThat(resolve(other, number, claim)).isEqualTo("PERSON_NOT_SHOWN");
    assertThat(resolve(TOKENS.token("hospital-one", "persons.resolve"), number, claim))
        .isEqualTo("NOT_PERMITTED");
    assertThat(
            jdbc.sql("SELECT tenant FROM person_resolution WHERE cause = ?")
                .param("CLAIM " + claim)
                .query(String.class)
                .list())
        .as("what was answered is written down")
        .containsExactly("agency");
  }

  @Test
  void aPayerThatWasShownNothingCannotTellAnInvoiceFromANumberThatNobodyHas() throws Exception {
    List<String> ofNobody = answers(nextId + 99);
    assertThat(ofNobody).anyMatch(one -> one.startsWith("403PURPOSE_MISSING"));
    assertThat(ofNobody).anyMatch(one -> one.startsWith("404NO_SUCH_INVOICE"));
    IssuedDocument document = HOSPITAL.issue(nextId, "S-" + nextId, SOMEBODY);
    String batchId;
    LEDGER.closed(true);
    try {
      batchId = submit(document);
      assertThat(answers(nextId)).as("received").isEqualTo(ofNobody);
    } finally {
      LEDGER.closed(false);
    }
    makeFinal(batchId);
    assertThat(answers(nextId)).as("final").isEqualTo(ofNobody);
    erase(SOMEBODY);
    assertThat(answers(nextId)).as("erased").isEqualTo(ofNobody);
    assertThat(code(payer(), shown(document))).isEqualTo("NO_SUCH_INVOICE");
  }

  @Test
  void whatWasErasedStaysErasedWhenThePersonComesAgain() throws Exception {
    IssuedDocument before = HOSPITAL.issue(nextId, "E-" + nextId, RETURNING);
    makeFinal(submit(before));
    assertThat(code(payer(), "/bundle" + shown(before))).isEqualTo("200");
    erase(RETURNING);
    assertThat(code(hospital(), "/document")).isEqualTo("ERASED");

    IssuedDocument after = HOSPITAL.issue(nextId + 1, "E-" + (nextId + 1), RETURNING);
    makeFinal(submit(after));

    assertThat(code(hospital(), "/document")).isEqualTo("ERASED");
    assertThat(code(hospital(), "/bundle")).isEqualTo("ERASED");
    assertThat(code(payer(), "/bundle" + shown(before)))
        .as("a payer that has read it")
        .isEqualTo("ERASED");
    String path = "/v1/invoices/" + (nextId + 1) + "/document";
    assertThat(call(hospital(), "GET", path, null).body()).isEqualTo(after.compact());
  }
}
