package org.yipiao.invoice.server.invoice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.InvoicePage;
import org.yipiao.invoice.api.InvoiceSummaryPage;
import org.yipiao.invoice.api.PersonQuery;
import org.yipiao.invoice.api.PersonView;
import org.yipiao.invoice.server.history.ReadingHistory;
import org.yipiao.invoice.server.person.Patients;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** Persons, and for each of them, signed in, the invoices. */
@RestController
@RequestMapping("/v1/persons")
class PersonController {

  private final InvoiceMapper mapper;
  private final InvoiceSummaries summaries;
  private final Patients patients;
  private final PersonResolution resolution;
  private final ReadingHistory history;
  private final HttpProperties limits;

  PersonController(
      InvoiceMapper mapper,
      InvoiceSummaries summaries,
      Patients patients,
      PersonResolution resolution,
      ReadingHistory history,
      HttpProperties limits) {
    this.mapper = mapper;
    this.summaries = summaries;
    this.patients = patients;
    this.resolution = resolution;
    this.history = history;
    this.limits = limits;
  }

  @PostMapping("/resolve")
  @RequiresScope("persons.resolve")
  PersonView resolve(@CurrentCaller Caller caller, @RequestBody PersonQuery query) {
    return resolution.resolve(caller, query);
  }

  @GetMapping("/{personId:[0-9a-f]{64}}/invoices")
  @RequiresScope("invoices.read.person")
  InvoicePage invoices(
      @CurrentCaller Caller caller,
      @PathVariable String personId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    patients.admit(caller, personId);
    ListPosition from = ListPosition.of(after);
    int size = size(limit);
    List<StoredInvoice> found =
        from == null
            ? mapper.firstPage(personId, size + 1)
            : mapper.nextPage(personId, from.issuedSeconds(), from.invoiceId(), size + 1);
    List<StoredInvoice> page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? position(page.getLast()).text() : null;
    return new InvoicePage(page.stream().map(StoredInvoice::status).toList(), next);
  }

  private static ListPosition position(StoredInvoice invoice) {
    return new ListPosition(invoice.issuedSeconds(), invoice.invoiceId());
  }

  @GetMapping("/{personId:[0-9a-f]{64}}/invoice-summaries")
  @RequiresScope("invoices.read.person")
  InvoiceSummaryPage summaries(
      @CurrentCaller Caller caller,
      @PathVariable String personId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    patients.admit(caller, personId);
    InvoiceSummaryPage page = summaries.page(personId, ListPosition.of(after), size(limit));
    if (!page.items().isEmpty()) {
      history.ofPerson(caller, personId, "SUMMARIES", ReadingHistory.PERSON);
    }
    return page;
  }

  private int size(int limit) {
    return Math.max(1, Math.min(limit, limits.maxPageSize()));
  }
}
