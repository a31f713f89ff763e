package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.wire.Digest;

/** An invoice whose payer showed no document is as final as any other, and nobody's. */
class UnlinkedInvoiceIT extends RunningRegister {

  private List<IssuedDocument> issued = List.of();

  /** The unlinked invoice of this test, and in the same transaction one of a person. */
  @BeforeEach
  void submitBoth() throws Exception {
    issued =
        List.of(
            HOSPITAL.issue(nextId, "N-" + nextId, null),
            HOSPITAL.issue(nextId + 1, "N-" + (nextId + 1)));
    String batchId = newId();
    var taken =
        call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(taken.status()).as(taken.body()).isEqualTo(202);
    var settled = call(hospital(), "GET", "/v1/batches/" + batchId, null).json();
    assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("FINAL");
  }

  private static List<String> idsOf(Reply page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page.json()
        .path("items")
        .valueStream()
        .map(invoice -> invoice.path("invoiceId").asString())
        .toList();
  }

  private Reply invoicesOf(String person) throws Exception {
    return call(signedIn(person), "GET", "/v1/persons/" + person + "/invoices", null);
  }

  private static String personQuery(String more) {
    return "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\""
        + TestHospital.PERSON.number()
        + "\""
        + more
        + "}";
  }

  @Test
  void becomesFinalWithAProofAndSaysThatItIsUnlinked() throws Exception {
    var unlinked = call(hospital(), "GET", "/v1/invoices/" + nextId, null);
    assertThat(unlinked.body()).contains("\"state\":\"FINAL\"", "\"linked\":false");
    var linked = call(hospital(), "GET", "/v1/invoices/" + (nextId + 1), null);
    assertThat(linked.body()).contains("\"state\":\"FINAL\"", "\"linked\":true");

    var bundle = call(hospital(), "GET", "/v1/invoices/" + nextId + "/bundle", null);
    assertThat(
            BundleVerifier.verify(
                ProofBundle.decode(bundle.body().getBytes(StandardCharsets.UTF_8)), TRUST))
        .isInstanceOf(BundleVerdict.Valid.class);
    assertThat(events())
        .filteredOn(event -> event.key().equals(Long.toString(nextId)))
        .isNotEmpty()
        .noneMatch(event -> event.value().contains("personId"));
  }

  @Test
  void isInNoPersonsListEvenThatOfTheNameItsKeyGoesBy() throws Exception {
    String person =
        call(platform(), "POST", "/v1/persons/resolve", personQuery(""))
            .json()
            .path("personId")
            .asString();
    String keyRef =
        jdbc.sql("SELECT key_ref FROM invoice WHERE invoice_id = ? AND person_id IS NULL")
            .param(nextId)
            .query(String.class)
            .single();

    // The newest come first, so this test's own one is on the first page.
    assertThat(idsOf(invoicesOf(person)))
        .contains(Long.toString(nextId + 1))
        .doesNotContain(Long.toString(nextId));
    assertThat(keyRef).isNotEqualTo(person);
    assertThat(idsOf(invoicesOf(keyRef))).isEmpty();
  }

  @Test
  void aPayerThatWasShownItLearnsNoPersonByIt() throws Exception {
    String payer = TOKENS.token("agency", "invoices.read", "persons.resolve");
    String claim = newId();
    byte[] shown = issued.getFirst().compact().getBytes(StandardCharsets.US_ASCII);
    String reading = "?claim=" + claim + "&presentation=" + Digest.sha256(shown).hex();
    assertThat(call(payer, "GET", "/v1/invoices/" + nextId + "/document" + reading, null).status())
        .isEqualTo(200);

    String query = personQuery(",\"claim\":\"" + claim + "\"");
    assertThat(call(payer, "POST", "/v1/persons/resolve", query).json().path("code").asString())
        .isEqualTo("PERSON_NOT_SHOWN");
  }

  @Test
  void whoeverHoldsThePaperFindsItWithoutADocumentOfThePayer() throws Exception {
    String issuedAt =
        call(hospital(), "GET", "/v1/invoices/" + nextId, null).json().path("issuedAt").asString();
    var fiveElements =
        Map.of(
            "code",
            CODE,
            "number",
            Long.toString(nextId).substring(CODE.length()),
            "checkCode",
            "a1b2c3",
            "issueDate",
            Instant.parse(issuedAt).atZone(ZoneId.of("Asia/Shanghai")).toLocalDate().toString(),
            "totalFen",
            1_250);

    var found =
        call(hospital(), "POST", "/v1/verifications", JSON.writeValueAsString(fiveElements));
    assertThat(found.status()).as(found.body()).isEqualTo(200);
    assertThat(found.json().path("payer").asString()).isEqualTo("**丰");
    assertThat(found.json().path("payerDocument").asString("")).isEmpty();
  }
}
