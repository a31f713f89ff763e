package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.server.invoice.InvoiceRegister;
import org.yipiao.invoice.server.invoice.StoredInvoice;
import org.yipiao.invoice.server.person.PersonVault;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;

/** A person links an invoice that is nobody's, by its paper and the name on it. */
class LinkIT extends RunningRegister {

  private static final String NAME = "阿卜杜拉·买买提";
  private static final String CHECK_CODE = "a1b2c3";

  @Autowired private PersonVault vault;
  @Autowired private InvoiceRegister register;

  /** Nobody's; its payer has the person's name, in another spelling. */
  private IssuedDocument unlinked;

  private String person;
  private String other;

  private static NationalDocument somebody() {
    long number = ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999);
    return new NationalDocument(NationalDocument.RESIDENT_ID, "110101199" + number);
  }

  /** The person's own invoice, another person's, and the one of nobody. */
  @BeforeEach
  void issue() throws Exception {
    unlinked = HOSPITAL.issueTo("阿卜杜拉 • 买买提", nextId, "K-" + nextId, null);
    makeFinal(
        List.of(
            unlinked,
            HOSPITAL.issueTo(NAME, nextId + 1, "K-" + (nextId + 1), somebody()),
            HOSPITAL.issueTo("李四", nextId + 2, "K-" + (nextId + 2), somebody())));
    person = personOf(nextId + 1);
    other = personOf(nextId + 2);
  }

  @AfterEach
  void letTimePass() {
    CLOCK.release();
  }

  private static Map<String, String> paper(long invoiceId, String checkCode) {
    var elements = new HashMap<String, String>();
    elements.put("code", CODE);
    elements.put("number", Long.toString(invoiceId).substring(CODE.length()));
    elements.put("checkCode", checkCode);
    return elements;
  }

  private Reply link(String whose, long invoiceId, String checkCode) throws Exception {
    String body = JSON.writeValueAsString(paper(invoiceId, checkCode));
    return call(signedIn(whose), "POST", "/v1/links", body);
  }

  /** The id of the invoice, or the code of the refusal. */
  private static String outcome(Reply reply) {
    return reply.json().path("invoiceId").asString(reply.json().path("code").asString(""));
  }

  private List<String> listed(String whose) throws Exception {
    var ids = new ArrayList<String>();
    call(signedIn(whose), "GET", "/v1/persons/" + whose + "/invoice-summaries", null)
        .json()
        .path("items")
        .forEach(item ->
            ids.add(
                item.path("invoiceId").asString() + " " + item.path("issuerName").asString("")));
    return ids;
  }

  private List<String> rows(String sql, Object... parameters) {
    return jdbc.sql(sql).params(parameters).query(String.class).list();
  }

  private List<String> ofNobody() {
    return rows(
        "SELECT invoice_id FROM invoice WHERE invoice_id = ? AND person_id IS NULL", nextId);
  }

  private List<String> changes() {
    return rows(
        """
        SELECT CONCAT_WS(' ', state, tenant, actor, cause) FROM status_change
        WHERE subject_kind = 'INVOICE' AND subject = ? ORDER BY id
        """,
        Long.toString(nextId));
  }

  @Test
  void becomesThePersonsInListsDocumentAndHistory() throws Exception {
    Reply reply = link(person, nextId, "A1B2C3");

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(outcome(reply)).isEqualTo(Long.toString(nextId));
    assertThat(personOf(nextId)).isEqualTo(person);
    assertThat(listed(person))
        .anyMatch(one -> one.matches(nextId + " .+"))
        .anyMatch(one -> one.matches((nextId + 1) + " .+"));
    String path = "/v1/invoices/" + nextId;
    assertThat(call(signedIn(person), "GET", path + "/document", null).body())
        .isEqualTo(unlinked.compact());
    assertThat(call(hospital(), "GET", path + "/document", null).body())
        .isEqualTo(unlinked.compact());
    assertThat(call(hospital(), "GET", path, null).body()).contains("\"linked\":true");
    assertThat(call(signedIn(person), "GET", path + "/bundle", null).status()).isEqualTo(200);
    assertThat(changes()).endsWith("LINKED hospital-one mobile-bff PERSON_LINKED");
    assertThat(rows("SELECT attempt_id FROM link_attempt WHERE person_id = ?", person))
        .as("failures")
        .isEmpty();
  }

  @Test
  void isErasedWithThePersonAndLeavesNoOtherKeyToItsContent() throws Exception {
    String before = rows("SELECT key_ref FROM invoice WHERE invoice_id = ?", nextId).getFirst();
    link(person, nextId, CHECK_CODE);

    assertThat(rows("SELECT key_ref FROM invoice WHERE invoice_id = ?", nextId))
        .containsExactly(person);
    assertThat(rows("SELECT key_ref FROM person_key WHERE key_ref = ?", before)).isEmpty();
    assertThat(vault.erase(new PersonId(person))).isTrue();
    String path = "/v1/invoices/" + nextId + "/document";
    assertThat(outcome(call(hospital(), "GET", path, null))).isEqualTo("ERASED");
    assertThat(listed(person)).contains(nextId + " ");
    assertThat(rows("SELECT tenant FROM person_name WHERE person_id = ?", person)).isEmpty();
    assertThat(outcome(link(person, nextId, CHECK_CODE))).isEqualTo("LINK_REFUSED");
  }

  @Test
  void whoeverFoundItBeforeStillReadsIt() throws Exception {
    StoredInvoice before = register.find(new InvoiceId(nextId)).orElseThrow();
    link(person, nextId, CHECK_CODE);

    assertThat(register.open(before))
        .hasValueSatisfying(opened -> assertThat(opened.compact()).isEqualTo(unlinked.compact()));
  }

  @Test
  void tellsTheOthersOnceAndAfterTheIssue() throws Exception {
    link(person, nextId, CHECK_CODE);
    link(person, nextId, CHECK_CODE);

    var told = new ArrayList<String>();
    await()
        .until(() -> {
          told.clear();
          events().stream()
              .filter(event -> event.key().equals(Long.toString(nextId)))
              .forEach(event -> told.add(event.value()));
          return told.size() > 1;
        });
    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).contains("finalAt").doesNotContain("personId");
    assertThat(told.getLast())
        .contains("\"personId\":\"" + person + "\"", "\"linkedAt\":", "\"hospital\":");
  }

  @Test
  void refusesEverythingThatDoesNotFitInTheSameWords() throws Exception {
    String nameless = newId() + newId();
    var answers = new HashSet<String>();
    for (Reply reply :
        List.of(
            link(person, nextId, "000000"),
            link(person, nextId + 99, CHECK_CODE),
            link(person, nextId + 2, CHECK_CODE),
            link(other, nextId, CHECK_CODE),
            link(nameless, nextId, CHECK_CODE))) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(404);
      var problem = reply.json();
      answers.add(
          problem.path("code").asString()
              + problem.path("title").asString()
              + problem.path("detail").asString()
              + problem.path("fields"));
    }
    assertThat(answers).hasSize(1).allMatch(one -> one.startsWith("LINK_REFUSED"));
    assertThat(ofNobody()).containsExactly(Long.toString(nextId));
    assertThat(link(person, nextId, CHECK_CODE).status()).isEqualTo(200);
  }

  @Test
  void staysWhoseItIsWhenAnotherOfTheSameNameHasThePaperToo() throws Exception {
    makeFinal(List.of(HOSPITAL.issueTo(NAME, nextId + 3, "K-" + (nextId + 3), somebody())));
    String namesake = personOf(nextId + 3);
    assertThat(link(person, nextId, CHECK_CODE).status()).isEqualTo(200);

    assertThat(outcome(link(namesake, nextId, CHECK_CODE))).isEqualTo("LINK_REFUSED");
    assertThat(outcome(link(namesake, nextId + 1, CHECK_CODE))).isEqualTo("LINK_REFUSED");
    assertThat(personOf(nextId)).isEqualTo(person);
  }

  @Test
  void linkedAgainHasTheSameAnswerAndOneEffectAlsoOfManyAtOnce() throws Exception {
    Set<String> answers = new HashSet<>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 8)
              .mapToObj(_ -> pool.submit(() -> link(person, nextId, CHECK_CODE)))
              .toList();
      for (var one : calls) {
        assertThat(one.get().status()).as(one.get().body()).isEqualTo(200);
        answers.add(one.get().body());
      }
    }
    answers.add(link(person, nextId, CHECK_CODE).body());
    assertThat(answers).hasSize(1);
    assertThat(changes()).filteredOn(change -> change.startsWith("LINKED")).hasSize(1);
  }

  @Test
  void waitsUntilTheInvoiceIsFinal() throws Exception {
    long waiting = nextId + 3;
    var one = List.of(HOSPITAL.issueTo(NAME, waiting, "K-" + waiting, null));
    LEDGER.closed(true);
    try {
      call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(one), one));
      assertThat(outcome(link(person, waiting, CHECK_CODE))).isEqualTo("NOT_FINAL");
      assertThat(outcome(link(person, waiting, "000000"))).isEqualTo("LINK_REFUSED");
    } finally {
      LEDGER.closed(false);
    }
    call(hospital(), "GET", "/v1/invoices/" + waiting, null);
    assertThat(outcome(link(person, waiting, CHECK_CODE))).isEqualTo(Long.toString(waiting));
  }

  @Test
  void isDoneWholeOrNotAtAll() throws Exception {
    List<String> before = rows("SELECT HEX(sealed) FROM invoice WHERE invoice_id = ?", nextId);
    jdbc.sql(
            """
            CREATE TRIGGER no_link BEFORE INSERT ON outbox_event FOR EACH ROW
            IF NEW.aggregate = '%d' THEN SIGNAL SQLSTATE '45000'; END IF
            """
                .formatted(nextId))
        .update();
    try {
      assertThat(link(person, nextId, CHECK_CODE).status()).isEqualTo(500);
    } finally {
      jdbc.sql("DROP TRIGGER no_link").update();
    }
    assertThat(ofNobody()).containsExactly(Long.toString(nextId));
    assertThat(rows("SELECT HEX(sealed) FROM invoice WHERE invoice_id = ?", nextId))
        .isEqualTo(before);
    String path = "/v1/invoices/" + nextId + "/document";
    assertThat(call(hospital(), "GET", path, null).body()).isEqualTo(unlinked.compact());
    assertThat(outcome(link(person, nextId, CHECK_CODE))).isEqualTo(Long.toString(nextId));
  }

  @Test
  void knowsThePersonOfARowFromBeforeNamesWereKept() throws Exception {
    jdbc.sql("DELETE FROM person_name WHERE person_id IN (?, ?)").params(person, other).update();

    assertThat(outcome(link(other, nextId, CHECK_CODE))).isEqualTo("LINK_REFUSED");
    assertThat(outcome(link(person, nextId, CHECK_CODE))).isEqualTo(Long.toString(nextId));
    assertThat(
            rows(
                "SELECT CONCAT_WS(' ', tenant, actor, cause) FROM person_name WHERE person_id = ?",
                person))
        .containsExactly("platform mobile-bff PERSON_LINKS");
  }

  @Test
  void keepsADigestOfANameThatDiffersFromPersonToPerson() throws Exception {
    makeFinal(List.of(HOSPITAL.issueTo(NAME, nextId + 3, "K-" + (nextId + 3), somebody())));
    String digests = "SELECT HEX(name_digest) FROM person_name WHERE person_id = ?";

    assertThat(rows(digests, person)).hasSize(1);
    assertThat(rows(digests, personOf(nextId + 3)))
        .hasSize(1)
        .doesNotContainAnyElementsOf(rows(digests, person));
  }

  @Test
  void boundsHowOftenAPersonGuessesADay() throws Exception {
    CLOCK.hold();
    for (int i = 0; i < 20; i++) {
      assertThat(outcome(link(person, nextId, "0000%02d".formatted(i)))).isEqualTo("LINK_REFUSED");
      CLOCK.forward(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(outcome(link(person, nextId, CHECK_CODE))).isEqualTo("TOO_MANY_LINKS");
    }
    assertThat(rows("SELECT attempt_id FROM link_attempt WHERE person_id = ?", person))
        .as("what is not looked at does not count")
        .hasSize(20);
    CLOCK.forward(Duration.ofDays(1).minusSeconds(20));
    assertThat(outcome(link(person, nextId, CHECK_CODE))).isEqualTo(Long.toString(nextId));
  }

  @Test
  void manyWhoGuessDoNotLockOutWhoseInvoiceItIs() throws Exception {
    for (int i = 0; i < 50; i++) {
      jdbc.sql(
              """
              INSERT INTO link_attempt
                (attempt_id, tenant, person_id, invoice_id, at_micros, actor, cause)
              VALUES (?, 'platform', ?, ?, ?, 'mobile-bff', 'PERSON_LINKS')
              """)
          .params(newId(), newId() + newId(), nextId, Micros.of(CLOCK.instant()))
          .update();
    }
    assertThat(outcome(link(other, nextId, "000000"))).isEqualTo("LINK_REFUSED");
    assertThat(outcome(link(other, nextId, "000001"))).isEqualTo("TOO_MANY_LINKS");
    assertThat(outcome(link(person, nextId, CHECK_CODE))).isEqualTo(Long.toString(nextId));
  }

  @Test
  void onlyAPersonWhoHasSignedInLinks() throws Exception {
    String body = JSON.writeValueAsString(paper(nextId, CHECK_CODE));
    String platform = TOKENS.token("platform", "invoices.link");
    String payer = TOKENS.token("agency", "invoices.link");
    String without = TOKENS.tokenOfPerson(person, "invoices.read.person");
    assertThat(outcome(call(platform, "POST", "/v1/links", body))).isEqualTo("NOT_SIGNED_IN");
    assertThat(outcome(call(payer, "POST", "/v1/links", body))).isEqualTo("NOT_PERMITTED");
    assertThat(outcome(call(without, "POST", "/v1/links", body))).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void namesTheFieldThatIsNotInItsShape() throws Exception {
    for (var wrong : Map.of("code", "1106", "number", "12345678", "checkCode", "xyz").entrySet()) {
      var elements = paper(nextId, CHECK_CODE);
      elements.put(wrong.getKey(), wrong.getValue());
      Reply reply = call(signedIn(person), "POST", "/v1/links", JSON.writeValueAsString(elements));
      assertThat(outcome(reply)).isEqualTo("MALFORMED");
      assertThat(reply.json().path("fields").path(0).path("pointer").asString(""))
          .isEqualTo("/" + wrong.getKey());
    }
  }
}
