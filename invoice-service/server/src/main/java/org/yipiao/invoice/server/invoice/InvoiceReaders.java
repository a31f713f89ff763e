package org.yipiao.invoice.server.invoice;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Who may read an invoice: the hospital that issued it, a payer for a claim that it names, the
 * patients' platform. Every reading of content is written down. Whoever may not read is told that
 * there is no such invoice.
 */
@Component
class InvoiceReaders {

  private final Consortium consortium;
  private final String patientTenant;
  private final InvoiceMapper mapper;
  private final InstantSource time;

  InvoiceReaders(
      Consortium consortium,
      InvoiceProperties properties,
      InvoiceMapper mapper,
      InstantSource time) {
    this.consortium = consortium;
    this.patientTenant = properties.patientTenant();
    this.mapper = mapper;
    this.time = time;
  }

  boolean actsForPatients(Caller caller) {
    return caller.tenant().value().equals(patientTenant);
  }

  /** A payer may learn whose document it was shown, to compare with whom it insures. */
  boolean isPayer(Caller caller) {
    return caller.has("invoices.read") && consortium.is(caller.tenant(), MemberKind.PAYER);
  }

  /** Refuses callers that may not even know the invoice's status. */
  void admit(Caller caller, StoredInvoice invoice) {
    boolean own = caller.has("invoices.submit") && caller.tenant().value().equals(invoice.tenant());
    boolean patient = caller.has("invoices.read.person") && actsForPatients(caller);
    if (!own && !patient && !isPayer(caller)) {
      throw new ProblemException(InvoiceProblem.NO_SUCH_INVOICE);
    }
  }

  /** Refuses callers that may not read the content, and writes down those that do. */
  void admitToContent(Caller caller, StoredInvoice invoice, String what, @Nullable String claim) {
    admit(caller, invoice);
    String cause = "OWN";
    if (!caller.tenant().value().equals(invoice.tenant())) {
      cause = actsForPatients(caller) ? "PATIENT" : purpose(claim);
    }
    mapper.accessed(
        caller.tenant().value(),
        caller.clientId(),
        invoice.invoiceId(),
        what,
        cause,
        Micros.of(time.instant()),
        TraceContext.currentTraceparent());
  }

  /** Why a payer reads, as it is written down. */
  static String purpose(@Nullable String claim) {
    if (claim == null || !claim.matches("[0-9a-f]{32}")) {
      throw new ProblemException(InvoiceProblem.PURPOSE_MISSING);
    }
    return "CLAIM " + claim;
  }
}
