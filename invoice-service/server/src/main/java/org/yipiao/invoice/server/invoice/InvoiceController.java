package org.yipiao.invoice.server.invoice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceStatus;
import org.yipiao.invoice.server.invoice.InvoiceReaders.Reading;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.waiting.Changes;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.http.PreferWait;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** One invoice: status, document as signed, proof bundle. */
@RestController
@RequestMapping("/v1/invoices/{invoiceId:[0-9]{18}}")
@RequiresScope({"invoices.submit", "invoices.read.own", "invoices.read", "invoices.read.person"})
class InvoiceController {

  private final InvoiceRegister register;
  private final InvoiceReaders readers;
  private final InvoiceProofs proofs;
  private final Changes changes;
  private final HttpProperties limits;

  InvoiceController(
      InvoiceRegister register,
      InvoiceReaders readers,
      InvoiceProofs proofs,
      Changes changes,
      HttpProperties limits) {
    this.register = register;
    this.readers = readers;
    this.proofs = proofs;
    this.changes = changes;
    this.limits = limits;
  }

  @GetMapping
  InvoiceStatus status(
      @CurrentCaller Caller caller,
      @PathVariable String invoiceId,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable String presentation,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    var reading = new Reading("STATUS", claim, presentation);
    StoredInvoice invoice = readers.find(caller, InvoiceId.parse(invoiceId), reading);
    if (readers.isPayer(caller)) {
      readers.writeDown(caller, invoice, reading);
    }
    return await(invoice, PreferWait.of(prefer, limits.maxWait())).status();
  }

  @GetMapping(path = "/document", produces = "application/dc+sd-jwt")
  byte[] document(
      @CurrentCaller Caller caller,
      @PathVariable String invoiceId,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable String presentation) {
    var reading = new Reading("DOCUMENT", claim, presentation);
    StoredInvoice invoice = readers.find(caller, InvoiceId.parse(invoiceId), reading);
    InvoiceRegister.Opened content = register.open(invoice).orElseThrow(InvoiceController::erased);
    readers.writeDown(caller, invoice, reading);
    return content.compact().getBytes(StandardCharsets.US_ASCII);
  }

  @GetMapping(path = "/bundle", produces = "application/json")
  byte[] bundle(
      @CurrentCaller Caller caller,
      @PathVariable String invoiceId,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable String presentation,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    var reading = new Reading("BUNDLE", claim, presentation);
    StoredInvoice found = readers.find(caller, InvoiceId.parse(invoiceId), reading);
    StoredInvoice invoice = await(found, PreferWait.of(prefer, limits.maxWait()));
    byte[] bundle = proofs.bundle(invoice, UnaryOperator.identity()).encode();
    readers.writeDown(caller, invoice, reading);
    return bundle;
  }

  private static ProblemException erased() {
    return new ProblemException(InvoiceProblem.ERASED);
  }

  /** Looks again only while there is something to wait for. */
  private StoredInvoice await(StoredInvoice invoice, Duration atMost) {
    if (invoice.state() != InvoiceState.RECEIVED || atMost.isZero()) {
      return invoice;
    }
    InvoiceId id = invoice.id();
    return changes
        .await(
            "invoice/" + id,
            atMost,
            () -> register.find(id),
            found -> found.state() != InvoiceState.RECEIVED)
        .orElse(invoice);
  }
}
