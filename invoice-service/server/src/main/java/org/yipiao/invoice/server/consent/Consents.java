package org.yipiao.invoice.server.consent;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.api.ConsentPage;
import org.yipiao.invoice.api.ConsentPayload;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.GrantConsent;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.history.StatusHistory;
import org.yipiao.invoice.server.invoice.InvoiceProofs;
import org.yipiao.invoice.server.invoice.InvoiceRegister;
import org.yipiao.invoice.server.invoice.StoredInvoice;
import org.yipiao.invoice.server.person.Patients;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * What persons agree to. Only the person who has signed in grants and takes back; the register
 * keeps the documents, so it signs what was agreed and gives out no more.
 */
@Service
public class Consents {

  /** On one invoice, ended ones too. */
  static final int MOST_ON_AN_INVOICE = 100;

  private static final int NONCE_BYTES = 16;

  private final ConsentMapper mapper;
  private final ConsentTerms terms;
  private final ConsentKeys keys;
  private final Patients patients;
  private final InvoiceRegister register;
  private final StatusHistory history;
  private final TransactionTemplate rows;
  private final SecureRandom random;
  private final InstantSource time;

  Consents(
      ConsentMapper mapper,
      ConsentTerms terms,
      ConsentKeys keys,
      Patients patients,
      InvoiceRegister register,
      StatusHistory history,
      TransactionTemplate rows,
      SecureRandom random,
      InstantSource time) {
    this.mapper = mapper;
    this.terms = terms;
    this.keys = keys;
    this.patients = patients;
    this.register = register;
    this.history = history;
    this.rows = rows;
    this.random = random;
    this.time = time;
  }

  /** Grants a new consent; one that is known gets the same answer again. */
  ConsentView grant(Caller caller, GrantConsent request) {
    PersonId person = patients.signedIn(caller);
    Optional<ConsentView> known = known(person, request);
    if (known.isPresent()) {
      return known.get();
    }
    StoredInvoice invoice = invoice(person, request);
    Instant now = time.instant();
    terms.check(request, now);
    InvoiceProofs.requireFinal(invoice);
    int there = mapper.ofInvoice(invoice.invoiceId(), MOST_ON_AN_INVOICE).size();
    if (there >= MOST_ON_AN_INVOICE) {
      throw new ProblemException(InvoiceProblem.TOO_MANY_CONSENTS, MOST_ON_AN_INVOICE);
    }
    StoredConsent consent = sign(caller, person, invoice, request, now);
    try {
      rows.executeWithoutResult(_ -> {
        mapper.insert(consent, caller.clientId(), "PERSON_GRANTED");
        append(caller, consent, "GRANTED", "PERSON_GRANTED", now);
      });
    } catch (DuplicateKeyException e) {
      return known(person, request).orElseThrow(() -> e);
    }
    return consent.view();
  }

  private Optional<ConsentView> known(PersonId person, GrantConsent request) {
    Optional<StoredConsent> there = mapper.find(request.consentId());
    there.ifPresent(consent -> {
      List<FieldFault> faults =
          isOf(consent, person)
              ? consent.differences(request)
              : List.of(FieldFault.of("/consentId", PlatformReason.NOT_VALID));
      if (!faults.isEmpty()) {
        throw new ProblemException(InvoiceProblem.CONSENT_ID_REUSED, faults);
      }
    });
    return there.map(StoredConsent::view);
  }

  private static boolean isOf(StoredConsent consent, PersonId person) {
    return consent.personId().equals(person.value());
  }

  private StoredInvoice invoice(PersonId person, GrantConsent request) {
    return register
        .find(InvoiceId.parse(request.invoiceId()))
        .filter(invoice -> person.value().equals(invoice.personId()))
        .orElseThrow(() -> new ProblemException(InvoiceProblem.NO_SUCH_INVOICE));
  }

  private StoredConsent sign(
      Caller caller, PersonId person, StoredInvoice invoice, GrantConsent request, Instant now) {
    InvoiceRegister.Opened document =
        register.open(invoice).orElseThrow(() -> new ProblemException(InvoiceProblem.ERASED));
    String hash = Presentation.of(document.compact(), EnumSet.copyOf(request.fields())).hash();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var payload =
        new ConsentPayload(
            hash,
            request.payer(),
            request.purpose(),
            request.expiresAt(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    return new StoredConsent(
        request.consentId(),
        caller.tenant().value(),
        person.value(),
        invoice.invoiceId(),
        payload.payer(),
        payload.purpose(),
        StoredConsent.names(request.fields()),
        hash,
        payload.nonce(),
        payload.expiresAt().toString(),
        keys.sign(payload),
        Micros.of(now),
        null);
  }

  /** Takes a consent back, once and for ever. */
  ConsentView revoke(Caller caller, String consentId) {
    PersonId person = patients.signedIn(caller);
    rows.executeWithoutResult(_ -> {
      StoredConsent consent =
          mapper
              .lock(consentId)
              .filter(one -> isOf(one, person))
              .orElseThrow(() -> new ProblemException(InvoiceProblem.CONSENT_UNKNOWN));
      if (!consent.isRevoked()) {
        Instant now = time.instant();
        mapper.revoke(consentId, Micros.of(now), caller.clientId(), "PERSON_REVOKED");
        append(caller, consent, "REVOKED", "PERSON_REVOKED", now);
      }
    });
    return mapper.find(consentId).orElseThrow().view();
  }

  private void append(
      Caller caller, StoredConsent consent, String state, String cause, Instant at) {
    history.append(
        List.of(
            new StatusHistory.Change(
                consent.tenant(),
                "CONSENT",
                consent.consentId(),
                state,
                Micros.of(at),
                caller.clientId(),
                cause)));
  }

  /** A page of a person's consents, newest first. */
  ConsentPage page(Caller caller, String personId, @Nullable ConsentPosition after, int size) {
    patients.admit(caller, personId);
    List<StoredConsent> found =
        after == null
            ? mapper.firstPage(personId, size + 1)
            : mapper.nextPage(personId, after.createdMicros(), after.consentId(), size + 1);
    List<StoredConsent> page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? ConsentPosition.of(page.getLast()).text() : null;
    return new ConsentPage(page.stream().map(StoredConsent::view).toList(), next);
  }
}
