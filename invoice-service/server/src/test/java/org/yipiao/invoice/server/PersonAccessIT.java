package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.NationalDocument;
import tools.jackson.databind.JsonNode;

/** A person who has signed in sees what is that person's, and nothing else is there. */
class PersonAccessIT extends RunningRegister {

  private static final NationalDocument OTHER =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003072002");

  private String own;
  private String other;

  /** One invoice of each of two people, and one of nobody. */
  @BeforeEach
  void issue() throws Exception {
    makeFinal(
        List.of(
            HOSPITAL.issue(nextId, "O-" + nextId),
            HOSPITAL.issue(nextId + 1, "O-" + (nextId + 1), OTHER),
            HOSPITAL.issue(nextId + 2, "O-" + (nextId + 2), null)));
    own = personOf(nextId);
    other = personOf(nextId + 1);
  }

  private List<String> answers(String token, long invoiceId) throws Exception {
    var answers = new ArrayList<String>();
    for (String part : List.of("", "/document", "/bundle")) {
      Reply reply = call(token, "GET", "/v1/invoices/" + invoiceId + part, null);
      if (reply.status() == 200) {
        answers.add("200");
      } else {
        JsonNode problem = reply.json();
        answers.add(reply.status() + problem.path("code").asString() + problem.path("detail"));
      }
    }
    return answers;
  }

  @Test
  void readsTheOwnInvoicesAndCannotTellAnothersFromANumberThatNobodyHas() throws Exception {
    assertThat(answers(signedIn(own), nextId)).containsOnly("200");
    assertThat(answers(signedIn(other), nextId + 1)).containsOnly("200");
    List<String> ofNobody = answers(signedIn(own), nextId + 99);
    assertThat(ofNobody).allMatch(answer -> answer.startsWith("404NO_SUCH_INVOICE"));
    assertThat(answers(signedIn(own), nextId + 1)).as("another's").isEqualTo(ofNobody);
    assertThat(answers(signedIn(own), nextId + 2)).as("unlinked").isEqualTo(ofNobody);
    assertThat(answers(platform(), nextId + 1)).as("the platform by itself").containsOnly("200");
  }

  @Test
  void listsTheOwnThingsAlone() throws Exception {
    for (String list : List.of("/invoices", "/invoice-summaries", "/consents")) {
      String path = "/v1/persons/" + own + list;
      assertThat(call(signedIn(own), "GET", path, null).status()).as(list).isEqualTo(200);
      assertThat(call(platform(), "GET", path, null).status()).as(list).isEqualTo(200);
      Reply refused = call(signedIn(other), "GET", path, null);
      assertThat(refused.status()).as(list).isEqualTo(404);
      assertThat(refused.json().path("code").asString()).as(list).isEqualTo("NO_SUCH_PERSON");
      String hospital = TOKENS.token("hospital-one", "invoices.read.person");
      assertThat(call(hospital, "GET", path, null).json().path("code").asString())
          .as(list)
          .isEqualTo("NOT_PERMITTED");
    }
  }

  @Test
  void turnsNoDocumentNumberIntoAPersonWhateverTheScope() throws Exception {
    String token = TOKENS.tokenOfPerson(own, "persons.resolve");
    assertThat(resolve(token, TestHospital.PERSON.number(), null)).isEqualTo("NOT_PERMITTED");
  }

  @Test
  void isWrittenDownAsThePersonAndNotAsThePlatform() throws Exception {
    call(signedIn(own), "GET", "/v1/invoices/" + nextId + "/document", null);
    call(platform(), "GET", "/v1/invoices/" + nextId + "/document", null);
    assertThat(
            jdbc.sql(
                    """
                    SELECT CONCAT_WS(' ', tenant, actor, what, cause) FROM document_access
                    WHERE invoice_id = ? ORDER BY id
                    """)
                .param(nextId)
                .query(String.class)
                .list())
        .containsExactly(
            "platform mobile-bff DOCUMENT PERSON", "platform platform-client DOCUMENT PATIENT");
  }
}
