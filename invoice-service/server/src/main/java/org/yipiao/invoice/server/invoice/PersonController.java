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
import org.yipiao.invoice.api.PersonQuery;
import org.yipiao.invoice.api.PersonView;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.problem.MalformedField;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** Persons and their invoices, for those who act in their name. */
@RestController
@RequestMapping("/v1/persons")
class PersonController {

  private final InvoiceMapper mapper;
  private final InvoiceReaders readers;
  private final PersonResolution resolution;
  private final HttpProperties limits;

  PersonController(
      InvoiceMapper mapper,
      InvoiceReaders readers,
      PersonResolution resolution,
      HttpProperties limits) {
    this.mapper = mapper;
    this.readers = readers;
    this.resolution = resolution;
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
    admit(caller);
    int size = Math.max(1, Math.min(limit, limits.maxPageSize()));
    List<StoredInvoice> found;
    if (after == null) {
      found = mapper.firstPage(personId, size + 1);
    } else if (after.matches("[0-9]{1,12}-[0-9]{18}")) {
      int dash = after.indexOf('-');
      found =
          mapper.nextPage(
              personId,
              Long.parseLong(after.substring(0, dash)),
              Long.parseLong(after.substring(dash + 1)),
              size + 1);
    } else {
      throw MalformedField.LIST_POSITION.at("?after");
    }
    List<StoredInvoice> page = found.subList(0, Math.min(size, found.size()));
    String next =
        found.size() > size ? page.getLast().issuedSeconds() + "-" + page.getLast().id() : null;
    return new InvoicePage(page.stream().map(StoredInvoice::status).toList(), next);
  }

  private void admit(Caller caller) {
    if (!readers.actsForPatients(caller)) {
      throw new ProblemException(InvoiceProblem.NOT_PERMITTED);
    }
  }
}
