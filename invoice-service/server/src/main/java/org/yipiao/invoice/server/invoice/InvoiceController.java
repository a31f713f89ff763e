package org.yipiao.invoice.server.invoice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import org.yipiao.invoice.server.ledger.LedgerTransactions;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.waiting.Changes;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.wire.Digest;
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
@RequiresScope({"invoices.submit", "invoices.read", "invoices.read.person"})
class InvoiceController {

  private final InvoiceMapper mapper;
  private final InvoiceRegister register;
  private final InvoiceReaders readers;
  private final LedgerTransactions ledger;
  private final Changes changes;
  private final HttpProperties limits;

  InvoiceController(
      InvoiceMapper mapper,
      InvoiceRegister register,
      InvoiceReaders readers,
      LedgerTransactions ledger,
      Changes changes,
      HttpProperties limits) {
    this.mapper = mapper;
    this.register = register;
    this.readers = readers;
    this.ledger = ledger;
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
    switch (invoice.state()) {
      case FINAL -> {}
      case RECEIVED, EXPIRED -> throw new ProblemException(InvoiceProblem.NOT_FINAL);
      case REFUSED -> throw new ProblemException(InvoiceProblem.NOT_ISSUED);
    }
    InvoiceMapper.Proof proof = mapper.proof(invoice.invoiceId()).orElseThrow();
    InvoiceRegister.Opened content =
        register.open(invoice, proof).orElseThrow(InvoiceController::erased);
    readers.writeDown(caller, invoice, reading);
    String checkpoint =
        proof.checkpointNote() != null
            ? proof.checkpointNote()
            : ledger.checkpoint(invoice.ledgerId()).orElseThrow();
    List<Digest> path = InvoiceSettlement.path(Objects.requireNonNull(proof.path()));
    String text =
        new TlogProof(Objects.requireNonNull(proof.leafIndex()), path, checkpoint).format();
    return new ProofBundle(content.compact(), Objects.requireNonNull(proof.leaf()), text).encode();
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
