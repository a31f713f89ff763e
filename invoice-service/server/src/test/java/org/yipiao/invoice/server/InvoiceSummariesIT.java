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
import org.yipiao.platform.id.PersonId;
import tools.jackson.databind.JsonNode;

/** A person's list: what it says, what it costs, what is left of it once the person is erased. */
class InvoiceSummariesIT extends RunningRegister {

  private static final List<String> CONTENT = List.of("issuerName", "encounterDate");

  @Autowired private PersonVault vault;

  private static NationalDocument person(String number) {
    return new NationalDocument(NationalDocument.RESIDENT_ID, number);
  }

  /** So many final invoices of one person; the id of the person. */
  private String issue(NationalDocument person, int count) throws Exception {
    var issued = new ArrayList<IssuedDocument>();
    for (int i = 0; i < count; i++) {
      issued.add(HOSPITAL.issue(nextId + i, "L-" + (nextId + i), person));
    }
    makeFinal(issued);
    return personOf(nextId);
  }

  private JsonNode list(String person, String query) throws Exception {
    String path = "/v1/persons/" + person + "/invoice-summaries" + query;
    Reply reply = call(signedIn(person), "GET", path, null);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static long asked(String statement) {
    return STATEMENTS.of(statement);
  }

  @Test
  void saysOfEachInvoiceWhatTellsItApartNewestFirstPageByPage() throws Exception {
    String person = issue(person("110101199003072011"), 3);

    JsonNode first = list(person, "?limit=2");
    JsonNode second = list(person, "?limit=2&after=" + first.path("next").asString());

    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(second.path("items").size()).isEqualTo(1);
    assertThat(second.path("next").asString("")).isEmpty();
    List<String> ids = new ArrayList<>();
    first.path("items").forEach(item -> ids.add(item.path("invoiceId").asString()));
    second.path("items").forEach(item -> ids.add(item.path("invoiceId").asString()));
    assertThat(ids)
        .as("of one second: the higher number first")
        .containsExactly(
            Long.toString(nextId + 2), Long.toString(nextId + 1), Long.toString(nextId));
    JsonNode one = first.path("items").path(0);
    assertThat(one.path("state").asString()).isEqualTo("FINAL");
    assertThat(one.path("hospital").asString()).isEqualTo("hospital-one");
    assertThat(one.path("issuerName").asString()).isNotBlank();
    assertThat(one.path("documentType").asString()).isEqualTo("OUTPATIENT_INVOICE");
    assertThat(one.path("encounterDate").asString()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    assertThat(one.path("totalFen").asLong()).isEqualTo(1_250);
    assertThat(one.path("claimableFen").asLong()).isEqualTo(1_250);
    assertThat(one.path("outcome").asString()).isEqualTo("APPLIED");
    assertThat(one.path("finalAt").asString()).isNotBlank();
    String nowhere = "/v1/persons/" + person + "/invoice-summaries?after=x";
    assertThat(call(signedIn(person), "GET", nowhere, null).json().path("code").asString())
        .isEqualTo("MALFORMED");
  }

  /** The number alone does not say it: a range of numbers is used by several desks at once. */
  @Test
  void putsTheLaterIssuedFirstAndOfOneSecondTheHigherNumberWhereverAPageEnds() throws Exception {
    String person = issue(person("110101199003072017"), 5);
    long noon = 1_767_240_000;
    long[] issued = {noon + 300, noon + 100, noon + 300, noon + 100, noon + 200};
    for (int i = 0; i < issued.length; i++) {
      jdbc.sql("UPDATE invoice SET issued_seconds = ? WHERE invoice_id = ?")
          .params(issued[i], nextId + i)
          .update();
    }

    for (int limit = 1; limit <= issued.length; limit++) {
      List<Long> offsets = new ArrayList<>();
      String next = "";
      do {
        JsonNode page = list(person, "?limit=" + limit + next);
        assertThat(page.path("items").size()).isBetween(1, limit);
        page.path("items")
            .forEach(
                item -> offsets.add(Long.parseLong(item.path("invoiceId").asString()) - nextId));
        next = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
      } while (!next.isEmpty());
      assertThat(offsets).as("%d a page", limit).containsExactly(2L, 0L, 4L, 3L, 1L);
    }
  }

  @Test
  void asksTheDatabaseTwiceForAPageAndOpensNoDocument() throws Exception {
    String person = issue(person("110101199003072012"), 20);
    long pages = asked("invoice.SummaryMapper.firstPage");
    long keys = asked("person.PersonKeyMapper.findOne");
    long documents = asked("invoice.InvoiceMapper.proof");

    assertThat(list(person, "").path("items").size()).isEqualTo(20);

    assertThat(asked("invoice.SummaryMapper.firstPage") - pages).isEqualTo(1);
    assertThat(asked("person.PersonKeyMapper.findOne") - keys).isEqualTo(1);
    assertThat(asked("invoice.InvoiceMapper.proof") - documents).isZero();
  }

  @Test
  void givesARowFromBeforeItsSummaryTheFirstTimeItIsListed() throws Exception {
    String person = issue(person("110101199003072013"), 2);
    JsonNode before = list(person, "").path("items");
    jdbc.sql("UPDATE invoice SET summary = NULL WHERE person_id = ?").param(person).update();

    assertThat(list(person, "").path("items")).isEqualTo(before);
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM invoice WHERE person_id = ? AND summary IS NULL")
                .param(person)
                .query(Long.class)
                .single())
        .isZero();
    long documents = asked("invoice.InvoiceMapper.proof");
    assertThat(list(person, "").path("items")).isEqualTo(before);
    assertThat(asked("invoice.InvoiceMapper.proof")).isEqualTo(documents);
  }

  @Test
  void keepsAmountsAndStateAndNothingOfTheContentOnceThePersonIsErased() throws Exception {
    String person = issue(person("110101199003072014"), 1);
    assertThat(list(person, "").path("items").path(0).path("issuerName").asString()).isNotBlank();
    assertThat(vault.erase(new PersonId(person))).isTrue();

    JsonNode erased = list(person, "").path("items").path(0);

    assertThat(erased.path("totalFen").asLong()).isEqualTo(1_250);
    assertThat(erased.path("state").asString()).isEqualTo("FINAL");
    for (String member : CONTENT) {
      assertThat(erased.path(member).isNull() || erased.path(member).isMissingNode())
          .as(member)
          .isTrue();
    }
  }

  @Test
  void keepsNoContentOfTheListInTheClearAndLetsNoneBePutInAnothersPlace() throws Exception {
    String person = issue(person("110101199003072015"), 2);
    String name = list(person, "").path("items").path(0).path("issuerName").asString();
    List<byte[]> sealed =
        jdbc.sql("SELECT summary FROM invoice WHERE person_id = ? ORDER BY invoice_id")
            .param(person)
            .query(byte[].class)
            .list();
    for (byte[] one : sealed) {
      assertThat(new String(one, StandardCharsets.UTF_8)).doesNotContain(name);
    }
    jdbc.sql("UPDATE invoice SET summary = ? WHERE invoice_id = ?")
        .params(sealed.getFirst(), nextId + 1)
        .update();

    String path = "/v1/persons/" + person + "/invoice-summaries";
    assertThat(call(signedIn(person), "GET", path, null).status()).isEqualTo(500);
    jdbc.sql("UPDATE invoice SET summary = NULL WHERE invoice_id = ?").param(nextId + 1).update();
  }

  @Test
  void isWrittenDownOnceADay() throws Exception {
    String person = issue(person("110101199003072016"), 1);
    for (int i = 0; i < 3; i++) {
      list(person, "");
    }
    assertThat(
            jdbc.sql(
                    """
                    SELECT CONCAT_WS(' ', tenant, actor, what, cause) FROM person_access
                    WHERE person_id = ?
                    """)
                .param(person)
                .query(String.class)
                .list())
        .containsExactly("platform mobile-bff SUMMARIES PERSON");
  }
}
