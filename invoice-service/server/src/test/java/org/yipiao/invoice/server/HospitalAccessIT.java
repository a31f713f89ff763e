package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hospital's own system reads what its hospital has issued, and can do nothing else. */
class HospitalAccessIT extends RunningRegister {

  private static final String OWN = "invoices.read.own";

  @BeforeEach
  void issue() throws Exception {
    makeFinal(List.of(HOSPITAL.issue(nextId, "H-" + nextId)));
  }

  private Reply read(String token, long invoice, String part) throws Exception {
    return call(token, "GET", "/v1/invoices/" + invoice + part, null);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "/document", "/bundle"})
  void readsItsOwnInvoicesAndCannotTellAnothersFromANumberThatNobodyHas(String part)
      throws Exception {
    assertThat(read(TOKENS.token("hospital-one", OWN), nextId, part).status()).isEqualTo(200);

    String other = TOKENS.token("hospital-two", OWN);
    Reply anothers = read(other, nextId, part);
    Reply nobodys = read(other, nextId + 99, part);
    assertThat(anothers.status()).isEqualTo(404);
    assertThat(anothers.json().path("code").asString()).isEqualTo("NO_SUCH_INVOICE");
    assertThat(anothers.json().path("detail")).isEqualTo(nobodys.json().path("detail"));
    for (String tenant : List.of("agency", "bureau", "platform")) {
      assertThat(read(TOKENS.token(tenant, OWN), nextId, part).status()).as(tenant).isEqualTo(404);
    }
  }

  @Test
  void handsNothingInAndListsNobodysThings() throws Exception {
    String system = TOKENS.token("hospital-one", OWN);
    String list = "/v1/persons/" + personOf(nextId) + "/invoices";
    assertThat(call(system, "GET", list, null).status()).isEqualTo(403);
    assertThat(call(system, "POST", "/v1/batches", "{}").status()).isEqualTo(403);
  }

  @Test
  void isWrittenDownAsTheHospitals() throws Exception {
    read(TOKENS.tokenOf("hospital-one", "his", OWN), nextId, "/bundle");
    assertThat(
            jdbc.sql(
                    """
                    SELECT CONCAT_WS(' ', tenant, actor, what, cause) FROM document_access
                    WHERE invoice_id = ?
                    """)
                .param(nextId)
                .query(String.class)
                .list())
        .containsExactly("hospital-one his BUNDLE OWN");
  }
}
