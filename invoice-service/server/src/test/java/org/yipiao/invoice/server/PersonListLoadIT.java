package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.document.DocumentCompleteness;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.DraftOutcome;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.server.invoice.InvoiceRegister;
import org.yipiao.invoice.server.invoice.VerifiedDocument;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Persons' lists while very many invoices are stored: every reader gets the own page, and what it
 * took is printed. Rows are stored by the register itself, past batches and ledger, which lists do
 * not look at.
 */
@Tag("long")
class PersonListLoadIT extends RunningRegister {

  private static final int PERSONS = 2_000;
  private static final int INVOICES_OF_EACH = 50;
  private static final int AT_ONCE = 250;

  /** Many show how much there is room for; a few, how long a page takes when there is room. */
  private static final List<Integer> READERS = List.of(100, 100, 100, 4, 4);

  private static final long FIRST_ID = 990601260000000000L;
  private static final long FIRST_LEDGER_ID = 1_000_000_000_000L;

  @Autowired private InvoiceRegister register;
  @Autowired private TransactionTemplate rows;

  @Test
  void givesEveryReaderTheOwnPageOfAHundredThousandInvoices() throws Exception {
    load();
    List<String> persons =
        jdbc.sql(
                """
                SELECT DISTINCT person_id FROM invoice WHERE invoice_id BETWEEN ? AND ?
                """)
            .params(FIRST_ID, FIRST_ID + PERSONS * (long) INVOICES_OF_EACH - 1)
            .query(String.class)
            .list();
    assertThat(persons).hasSize(PERSONS);

    for (int readers : READERS) {
      long begun = System.nanoTime();
      long[] micros = readAll(persons, readers);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "person list: invoices=%d persons=%d readers=%d pageSize=%d "
              + "p50Millis=%.1f p99Millis=%.1f pagesPerSecond=%.0f%n",
          PERSONS * INVOICES_OF_EACH,
          PERSONS,
          readers,
          INVOICES_OF_EACH,
          percentile(micros, 50) / 1e3,
          percentile(micros, 99) / 1e3,
          micros.length / seconds);
    }
  }

  private void load() {
    int person = 0;
    for (int from = 0; from < PERSONS * INVOICES_OF_EACH; from += AT_ONCE) {
      var documents = new ArrayList<VerifiedDocument>(AT_ONCE);
      for (int i = 0; i < AT_ONCE; i++) {
        person = (from + i) / INVOICES_OF_EACH;
        documents.add(document(FIRST_ID + from + i, i, person));
      }
      long ledgerId = FIRST_LEDGER_ID + from;
      rows.executeWithoutResult(_ ->
          register.store(
              TestHospital.TENANT, documents, Set.of(), ledgerId, Instant.now(), "test", "TEST"));
    }
  }

  private static VerifiedDocument document(long invoiceId, int index, int person) {
    var owner =
        new NationalDocument(NationalDocument.RESIDENT_ID, "1101011980%08d".formatted(person));
    String compact = HOSPITAL.issueTo("测试", invoiceId, "LOAD-" + invoiceId, owner).compact();
    if (!(InvoiceDocument.read(compact) instanceof DocumentReading.Read(InvoiceDocument document))
        || !(DocumentCompleteness.check(document) instanceof DraftOutcome.Accepted(var draft, _))) {
      throw new AssertionError("the test's own document cannot be read");
    }
    return new VerifiedDocument(
        index,
        document,
        draft,
        compact,
        new CheckCode("a1b2c3"),
        TraceContext.currentOrNew().traceparent());
  }

  /** What each page took, in microseconds. */
  private long[] readAll(List<String> persons, int readers) throws Exception {
    var took = new ArrayList<Future<List<Long>>>();
    try (var pool = Executors.newFixedThreadPool(readers)) {
      for (int reader = 0; reader < readers; reader++) {
        int first = reader;
        took.add(pool.submit(() -> read(persons, first, readers)));
      }
      var micros = new ArrayList<Long>();
      for (var one : took) {
        micros.addAll(one.get());
      }
      return micros.stream().mapToLong(Long::longValue).sorted().toArray();
    }
  }

  private List<Long> read(List<String> persons, int first, int readers) throws Exception {
    var micros = new ArrayList<Long>();
    for (int i = first; i < persons.size(); i += readers) {
      String person = persons.get(i);
      String path = "/v1/persons/" + person + "/invoice-summaries?limit=" + INVOICES_OF_EACH;
      String token = signedIn(person);
      long begun = System.nanoTime();
      Reply page = call(token, "GET", path, null);
      micros.add(Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1_000);
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      assertThat(page.json().path("items").size()).isEqualTo(INVOICES_OF_EACH);
      assertThat(page.json().path("next").asString("")).isEmpty();
    }
    return micros;
  }

  /** Nearest rank. */
  private static double percentile(long[] sorted, int percent) {
    return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
  }
}
