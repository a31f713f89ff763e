package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.wire.Digest;

/** What is written down of who reads an invoice. */
class DocumentAccessIT extends RunningRegister {

  private String shown;

  @BeforeEach
  void issue() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "D-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + batchId, null).json().path("state").asString())
        .isEqualTo("FINAL");
    byte[] document = issued.getFirst().compact().getBytes(StandardCharsets.US_ASCII);
    shown = "&presentation=" + Digest.sha256(document).hex();
  }

  private static String payer() {
    return TOKENS.token("agency", "invoices.read");
  }

  private void read(String token, String part, String query) throws Exception {
    var reply = call(token, "GET", "/v1/invoices/" + nextId + part + query, null);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private List<String> writtenDown(String cause) {
    return jdbc.sql(
            """
            SELECT CONCAT_WS(' ', tenant, actor, what) FROM document_access
            WHERE invoice_id = ? AND cause = ? ORDER BY id
            """)
        .params(nextId, cause)
        .query(String.class)
        .list();
  }

  @Test
  void namesEachKindOfReadingForAClaimOnceADayHoweverOftenItIsRepeated() throws Exception {
    String claim = newId();
    String query = "?claim=" + claim + shown;
    for (int i = 0; i < 3; i++) {
      for (String part : List.of("", "/document", "/bundle")) {
        read(payer(), part, query);
      }
    }
    assertThat(writtenDown("CLAIM " + claim))
        .containsExactly(
            "agency agency-client STATUS",
            "agency agency-client DOCUMENT",
            "agency agency-client BUNDLE");

    jdbc.sql("UPDATE document_access SET at_micros = at_micros - ? WHERE invoice_id = ?")
        .params(Duration.ofDays(1).toNanos() / 1_000, nextId)
        .update();
    read(payer(), "", query);
    read(payer(), "", query);

    assertThat(writtenDown("CLAIM " + claim)).hasSize(4).endsWith("agency agency-client STATUS");
  }

  @Test
  void tellsClaimsPayersAndClientsApart() throws Exception {
    String claim = newId();
    String query = "?claim=" + claim + shown;
    String second = TOKENS.tokenOf("agency", "second-client", "invoices.read");
    String insurer = TOKENS.token("insurer", "invoices.read");
    for (String reader : List.of(payer(), second, insurer, payer(), second, insurer)) {
      read(reader, "/document", query);
    }
    String other = newId();
    read(payer(), "/document", "?claim=" + other + shown);
    read(signedIn(personOf(nextId)), "/document", "");

    assertThat(writtenDown("CLAIM " + claim))
        .containsExactly(
            "agency agency-client DOCUMENT",
            "agency second-client DOCUMENT",
            "insurer insurer-client DOCUMENT");
    assertThat(writtenDown("CLAIM " + other)).containsExactly("agency agency-client DOCUMENT");
    assertThat(writtenDown("PERSON")).hasSize(1);
  }
}
