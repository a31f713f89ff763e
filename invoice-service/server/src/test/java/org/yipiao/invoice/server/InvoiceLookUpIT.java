package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.protocol.wire.Digest;

/** What a reading of an invoice costs the database. */
class InvoiceLookUpIT extends RunningRegister {

  private static final String LOOK_UP = "invoice.InvoiceMapper.find";

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "/document", "/bundle"})
  void looksASettledInvoiceUpOnceForAPayer(String part) throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "U-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    byte[] shown = issued.getFirst().compact().getBytes(StandardCharsets.US_ASCII);
    String query = "?claim=" + newId() + "&presentation=" + Digest.sha256(shown).hex();
    String payer = TOKENS.token("agency", "invoices.read");

    long before = STATEMENTS.of(LOOK_UP);
    var reply = call(payer, "GET", "/v1/invoices/" + nextId + part + query, null);

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(STATEMENTS.of(LOOK_UP) - before).isEqualTo(1);
  }

  @Test
  void tellsWhoeverWaitsThatTheInvoiceBecameFinal() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "W-" + nextId));
    call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(issued), issued));
    var status = call(hospital(), "GET", "/v1/invoices/" + nextId, null).json();
    assertThat(status.path("state").asString()).isEqualTo("FINAL");
  }
}
