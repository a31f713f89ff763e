package org.yipiao.invoice.server.invoice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.history.ReadingHistory;
import org.yipiao.invoice.server.person.Patients;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * Who may read an invoice: the hospital that issued it, a payer that was shown it, for a claim that
 * it names, and the person whose invoice it is, signed in. Every reading of content is written
 * down, the same one once a day. Whoever may not read is told that there is no such invoice.
 */
@Component
class InvoiceReaders {

  private final Consortium consortium;
  private final InvoiceRegister register;
  private final Patients patients;
  private final InvoiceMapper mapper;
  private final ReadingHistory history;

  InvoiceReaders(
      Consortium consortium,
      InvoiceRegister register,
      Patients patients,
      InvoiceMapper mapper,
      ReadingHistory history) {
    this.consortium = consortium;
    this.register = register;
    this.patients = patients;
    this.mapper = mapper;
    this.history = history;
  }

  /** A payer may learn whose document it was shown, to compare with whom it insures. */
  boolean isPayer(Caller caller) {
    return caller.has("invoices.read")
        && caller.person().isEmpty()
        && consortium.is(caller.tenant(), MemberKind.PAYER);
  }

  /**
   * What somebody reads, and what a payer reads it with.
   *
   * @param what is read
   * @param claim the claim for which a payer reads
   * @param presentation SHA-256 in hex of the document that the payer was shown
   */
  record Reading(String what, @Nullable String claim, @Nullable String presentation) {}

  /**
   * The invoice, for a caller that may know of it; nothing is waited for and no state is looked at
   * before that is clear. A payer's purpose is asked for even before the number is looked up.
   */
  StoredInvoice find(Caller caller, InvoiceId id, Reading reading) {
    boolean payer = isPayer(caller);
    if (payer) {
      purpose(reading.claim());
    }
    StoredInvoice invoice = register.find(id).orElseThrow(InvoiceReaders::noSuchInvoice);
    boolean own = mayReadOwn(caller) && isOwn(caller, invoice);
    boolean patient =
        caller.has("invoices.read.person") && patients.isOwner(caller, invoice.personId());
    if (own || patient) {
      return invoice;
    }
    if (!payer) {
      throw noSuchInvoice();
    }
    requireShown(caller, invoice, reading);
    return invoice;
  }

  /**
   * The salts of its disclosures make a document's hash a secret of those who were shown it. Only a
   * payer that has read this invoice before learns more than that there is none. Who was shown the
   * whole by a consent reads by that, as long as it stands.
   */
  private void requireShown(Caller caller, StoredInvoice invoice, Reading reading) {
    Optional<InvoiceRegister.Opened> content = register.open(invoice);
    String shown = Objects.requireNonNullElse(reading.presentation(), "");
    if (content.isPresent()
        && isOf(content.get(), shown)
        && !mapper.isOfConsent(invoice.invoiceId(), caller.tenant().value(), shown)) {
      return;
    }
    if (!mapper.wasRead(caller.tenant().value(), invoice.invoiceId())) {
      throw noSuchInvoice();
    }
    throw new ProblemException(
        content.isPresent() ? InvoiceProblem.NOT_SHOWN : InvoiceProblem.ERASED);
  }

  private static boolean isOf(InvoiceRegister.Opened content, String presentation) {
    Digest hash = Digest.sha256(content.compact().getBytes(StandardCharsets.US_ASCII));
    return MessageDigest.isEqual(
        hash.hex().getBytes(StandardCharsets.US_ASCII),
        presentation.getBytes(StandardCharsets.UTF_8));
  }

  private static ProblemException noSuchInvoice() {
    return new ProblemException(InvoiceProblem.NO_SUCH_INVOICE);
  }

  /** A hospital's gateway, which hands them in, and its other systems, which only look. */
  private static boolean mayReadOwn(Caller caller) {
    return caller.has("invoices.submit") || caller.has("invoices.read.own");
  }

  private static boolean isOwn(Caller caller, StoredInvoice invoice) {
    return caller.person().isEmpty() && caller.tenant().value().equals(invoice.tenant());
  }

  /** Writes down that an admitted caller reads, unless the same is written down of the last day. */
  void writeDown(Caller caller, StoredInvoice invoice, Reading reading) {
    String cause = "OWN";
    if (!isOwn(caller, invoice)) {
      cause =
          patients.isOwner(caller, invoice.personId())
              ? ReadingHistory.PERSON
              : purpose(reading.claim());
    }
    history.ofInvoice(caller, invoice.invoiceId(), reading.what(), cause);
  }

  /** Why a payer reads, as it is written down. */
  static String purpose(@Nullable String claim) {
    if (claim == null || !claim.matches("[0-9a-f]{32}")) {
      throw new ProblemException(InvoiceProblem.PURPOSE_MISSING);
    }
    return ReadingHistory.forClaim(claim);
  }
}
