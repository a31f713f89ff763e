package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;

/** What the register promises to hospitals: what it takes becomes final and stays sealed. */
class RegisterIT extends RunningRegister {

  @Test
  void takesABatchAllTheWayToAProofThatVerifiesOffline() throws Exception {
    var issued =
        List.of(
            HOSPITAL.issue(nextId, "B-" + nextId), HOSPITAL.issue(nextId + 1, "B-" + (nextId + 1)));
    String batchId = newId();
    String body = batch(batchId, HOSPITAL.sign(issued), issued);
    var accepted = call(hospital(), "POST", "/v1/batches", body);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    var settled = call(hospital(), "GET", "/v1/batches/" + batchId, null).json();
    assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("FINAL");
    assertThat(settled.path("invoices").path(1).path("outcome").asString()).isEqualTo("APPLIED");
    assertThat(call(hospital(), "POST", "/v1/batches", body).json().path("state").asString())
        .isEqualTo("FINAL");

    var bundle = call(hospital(), "GET", "/v1/invoices/" + nextId + "/bundle", null);
    var verdict =
        BundleVerifier.verify(
            ProofBundle.decode(bundle.body().getBytes(StandardCharsets.UTF_8)), TRUST);
    assertThat(verdict).isInstanceOf(BundleVerdict.Valid.class);

    String person =
        call(
                platform(),
                "POST",
                "/v1/persons/resolve",
                "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"110101199003070011\"}")
            .json()
            .path("personId")
            .asString();
    String list = "/v1/persons/" + person + "/invoices?limit=1";
    var first = call(signedIn(person), "GET", list, null).json();
    assertThat(first.path("items").size()).isEqualTo(1);
    var second =
        call(signedIn(person), "GET", list + "&after=" + first.path("next").asString(), null)
            .json();
    assertThat(second.path("items").path(0)).isNotEqualTo(first.path("items").path(0));
    assertThat(events())
        .anyMatch(event -> event.value().contains("\"invoiceId\":\"" + nextId + "\""));
  }

  @Test
  void keepsABatchThatNoNodeTakesAndRelaysItLater() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "F-" + nextId));
    LEDGER.closed(true);
    String batchId = newId();
    var reply =
        call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(reply.json().path("state").asString()).isEqualTo("RECEIVED");
    LEDGER.closed(false);
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + batchId, null).json().path("state").asString())
        .isEqualTo("FINAL");
  }

  @Test
  void holdsNoPersonalDataInTheClear() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "SECRET-BUSINESS-" + nextId));
    call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(issued), issued));
    byte[] sealed =
        jdbc.sql("SELECT sealed FROM invoice WHERE invoice_id = ?")
            .param(nextId)
            .query(byte[].class)
            .single();
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain(issued.getFirst().compact().substring(0, 40));
    assertThat(text).doesNotContain(issued.getFirst().compact().split("~", -1)[3]);
  }
}
