package org.yipiao.invoice.server.invoice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Who may read an invoice: the hospital that issued it, a payer that was shown it, for a claim that
 * it names, the patients' platform. Every reading of content is written down. Whoever may not read
 * is told that there is no such invoice.
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

  /**
   * What somebody reads, and what a payer reads it with.
   *
   * @param what is read
   * @param claim the claim for which a payer reads
   * @param presentation SHA-256 in hex of the document that the payer was shown
   */
  record Reading(String what, @Nullable String claim, @Nullable String presentation) {}

  /** Refuses callers that may not read the content, and writes down those that do. */
  void admitToContent(
      Caller caller, StoredInvoice invoice, InvoiceRegister.Opened content, Reading reading) {
    admit(caller, invoice);
    String cause = "OWN";
    if (!caller.tenant().value().equals(invoice.tenant())) {
      cause = actsForPatients(caller) ? "PATIENT" : shown(content, reading);
    }
    mapper.accessed(
        caller.tenant().value(),
        caller.clientId(),
        invoice.invoiceId(),
        reading.what(),
        cause,
        Micros.of(time.instant()),
        TraceContext.currentTraceparent());
  }

  /** The salts of its disclosures make a document's hash a secret of those who were shown it. */
  private static String shown(InvoiceRegister.Opened content, Reading reading) {
    String purpose = purpose(reading.claim());
    Digest hash = Digest.sha256(content.compact().getBytes(StandardCharsets.US_ASCII));
    byte[] given =
        Objects.requireNonNullElse(reading.presentation(), "").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(hash.hex().getBytes(StandardCharsets.US_ASCII), given)) {
      throw new ProblemException(InvoiceProblem.NOT_SHOWN);
    }
    return purpose;
  }

  /** Why a payer reads, as it is written down. */
  static String purpose(@Nullable String claim) {
    if (claim == null || !claim.matches("[0-9a-f]{32}")) {
      throw new ProblemException(InvoiceProblem.PURPOSE_MISSING);
    }
    return "CLAIM " + claim;
  }
}
