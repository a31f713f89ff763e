package org.yipiao.invoice.server.link;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.api.LinkInvoice;
import org.yipiao.invoice.api.LinkedInvoice;
import org.yipiao.invoice.server.invoice.InvoiceOwners;
import org.yipiao.invoice.server.invoice.InvoiceRegister;
import org.yipiao.invoice.server.invoice.StoredInvoice;
import org.yipiao.invoice.server.person.Patients;
import org.yipiao.invoice.server.person.PersonNames;
import org.yipiao.invoice.server.person.PersonVault;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.waiting.EvenRefusal;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * Links an invoice that is nobody's to the person who has signed in and has its number and check
 * code, if its payer has a name by which documents of that person know the person. Whatever does
 * not hold is refused in the same way after the same time.
 */
@Service
class InvoiceLinks {

  /** Of a person from before names were kept. */
  private static final int DOCUMENTS_LOOKED_AT = 10;

  private static final Logger LOG = LoggerFactory.getLogger(InvoiceLinks.class);

  private final Patients patients;
  private final LinkAttempts attempts;
  private final InvoiceOwners owners;
  private final InvoiceRegister register;
  private final PersonVault vault;
  private final PersonNames names;
  private final TransactionTemplate rows;
  private final InstantSource time;

  InvoiceLinks(
      Patients patients,
      LinkAttempts attempts,
      InvoiceOwners owners,
      InvoiceRegister register,
      PersonVault vault,
      PersonNames names,
      TransactionTemplate rows,
      InstantSource time) {
    this.patients = patients;
    this.attempts = attempts;
    this.owners = owners;
    this.register = register;
    this.vault = vault;
    this.names = names;
    this.rows = rows;
    this.time = time;
  }

  private enum Verdict {
    /** The invoice is the person's, now or already. */
    LINKED,
    /** All fits, but the invoice is not final. */
    TOO_EARLY,
    /** Something does not fit. */
    REFUSED
  }

  LinkedInvoice link(Caller caller, LinkInvoice request) {
    long sinceNanos = System.nanoTime();
    PersonId person = patients.signedIn(caller);
    PaperElements paper = PaperElements.of(request);
    String attempt = attempts.begin(caller, person, paper.invoiceId());
    Verdict verdict =
        Objects.requireNonNull(
            rows.execute(_ -> {
              Verdict judged = judge(caller, person, paper);
              if (judged != Verdict.REFUSED) {
                attempts.forget(attempt);
              }
              return judged;
            }));
    return switch (verdict) {
      case LINKED -> new LinkedInvoice(paper.invoiceId().toString());
      case TOO_EARLY -> throw new ProblemException(InvoiceProblem.NOT_FINAL);
      case REFUSED -> {
        EvenRefusal.await(sinceNanos);
        throw new ProblemException(InvoiceProblem.LINK_REFUSED);
      }
    };
  }

  private Verdict judge(Caller caller, PersonId person, PaperElements paper) {
    Optional<StoredInvoice> found = owners.lock(paper.invoiceId());
    Optional<InvoiceRegister.Opened> document = found.flatMap(register::open);
    if (document.isEmpty() || !document.get().checkCode().equals(paper.checkCode())) {
      return Verdict.REFUSED;
    }
    StoredInvoice invoice = found.orElseThrow();
    if (invoice.personId() != null) {
      return invoice.personId().equals(person.value()) ? Verdict.LINKED : Verdict.REFUSED;
    }
    Optional<PersonVault.DataKey> key = vault.key(person.value());
    if (key.isEmpty() || !isNamed(caller, person, key.get(), owners.payerName(document.get()))) {
      return Verdict.REFUSED;
    }
    return switch (invoice.state()) {
      case FINAL -> {
        Instant now = time.instant();
        owners.give(invoice, document.get(), person, key.get(), caller.clientId(), now);
        LOG.info("invoice {} is linked to a person", invoice.id());
        yield Verdict.LINKED;
      }
      case RECEIVED, EXPIRED -> Verdict.TOO_EARLY;
      case REFUSED -> Verdict.REFUSED;
    };
  }

  private boolean isNamed(Caller caller, PersonId person, PersonVault.DataKey key, String name) {
    if (!names.hasAny(person)) {
      names.keep(
          key,
          person,
          owners.payerNames(person, DOCUMENTS_LOOKED_AT),
          new PersonNames.Origin(
              caller.tenant().value(), caller.clientId(), "PERSON_LINKS", time.instant()));
    }
    return names.isKnown(key, person, name);
  }
}
