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

  private static boolean isNoSuchInvoice(String answer) {
    return answer.startsWith("404NO_SUCH_INVOICE");
  }

  /** One that calls for itself, with the scope that people have. */
  private static String program(String tenant) {
    return TOKENS.token(tenant, "invoices.read.person");
  }

  @Test
  void readsTheOwnInvoicesAndCannotTellAnothersFromANumberThatNobodyHas() throws Exception {
    assertThat(answers(signedIn(own), nextId)).containsOnly("200");
    assertThat(answers(signedIn(other), nextId + 1)).containsOnly("200");
    List<String> ofNobody = answers(signedIn(own), nextId + 99);
    assertThat(ofNobody).allMatch(PersonAccessIT::isNoSuchInvoice);
    assertThat(answers(signedIn(own), nextId + 1)).as("another's").isEqualTo(ofNobody);
    assertThat(answers(signedIn(own), nextId + 2)).as("unlinked").isEqualTo(ofNobody);
    assertThat(answers(program("platform"), nextId))
        .as("a program")
        .allMatch(PersonAccessIT::isNoSuchInvoice);
  }

  @Test
  void listsTheOwnThingsAlone() throws Exception {
    for (String list : List.of("/invoices", "/invoice-summaries", "/consents")) {
      String path = "/v1/persons/" + own + list;
      assertThat(call(signedIn(own), "GET", path, null).status()).as(list).isEqualTo(200);
      Reply refused = call(signedIn(other), "GET", path, null);
      assertThat(refused.status()).as(list).isEqualTo(404);
      assertThat(refused.json().path("code").asString()).as(list).isEqualTo("NO_SUCH_PERSON");
      assertThat(call(program("hospital-one"), "GET", path, null).json().path("code").asString())
          .as(list)
          .isEqualTo("NOT_PERMITTED");
      Reply nobody = call(program("platform"), "GET", path, null);
      assertThat(nobody.status()).as(list).isEqualTo(403);
      assertThat(nobody.json().path("code").asString()).as(list).isEqualTo("NOT_SIGNED_IN");
    }
  }

  @Test
  void turnsNoDocumentNumberIntoAPersonWhateverTheScope() throws Exception {
    String token = TOKENS.tokenOfPerson(own, "persons.resolve");
    assertThat(resolve(token, TestHospital.PERSON.number(), null)).isEqualTo("NOT_PERMITTED");
  }

  @Test
  void isWrittenDownAsThePersons() throws Exception {
    call(signedIn(own), "GET", "/v1/invoices/" + nextId + "/document", null);
    assertThat(
            jdbc.sql(
                    """
                    SELECT CONCAT_WS(' ', tenant, actor, what, cause) FROM document_access
                    WHERE invoice_id = ? ORDER BY id
                    """)
                .param(nextId)
                .query(String.class)
                .list())
        .containsExactly("platform mobile-bff DOCUMENT PERSON");
  }
}
