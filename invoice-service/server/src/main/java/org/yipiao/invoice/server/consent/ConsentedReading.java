package org.yipiao.invoice.server.consent;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.api.ConsentedInvoice;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.history.ReadingHistory;
import org.yipiao.invoice.server.invoice.InvoiceProofs;
import org.yipiao.invoice.server.invoice.InvoiceRegister;
import org.yipiao.invoice.server.invoice.StoredInvoice;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * What a payer reads by a consent: what the person agreed to, for a claim that the payer names,
 * until the consent ends or is taken back. A claim that it has begun to read for it may end all the
 * same: what is reserved and paid by then cannot be left half done. Every reading is written down.
 */
@Component
class ConsentedReading {

  /** As many as a payer may have on one invoice. */
  static final int MOST_CLAIMS = 64;

  private final ConsentMapper mapper;
  private final InvoiceRegister register;
  private final InvoiceProofs proofs;
  private final ReadingHistory history;
  private final TransactionTemplate rows;
  private final InstantSource time;

  ConsentedReading(
      ConsentMapper mapper,
      InvoiceRegister register,
      InvoiceProofs proofs,
      ReadingHistory history,
      TransactionTemplate rows,
      InstantSource time) {
    this.mapper = mapper;
    this.register = register;
    this.proofs = proofs;
    this.history = history;
    this.rows = rows;
    this.time = time;
  }

  /** What became of the invoice, and whose it is. */
  ConsentedInvoice invoice(Caller caller, String consentId, @Nullable String claim) {
    Admitted admitted = admit(caller, consentId, claim);
    StoredConsent consent = admitted.consent();
    StoredInvoice invoice = find(consent);
    history.byConsent(caller, invoice.invoiceId(), "STATUS", admitted.cause(), consentId);
    return new ConsentedInvoice(invoice.status(), consent.personId(), consent.presentationHash());
  }

  /** The proof bundle whose document is what the person agreed to show. */
  ProofBundle bundle(Caller caller, String consentId, @Nullable String claim) {
    Admitted admitted = admit(caller, consentId, claim);
    StoredInvoice invoice = find(admitted.consent());
    ProofBundle bundle =
        proofs.bundle(invoice, document -> presentation(admitted.consent(), document));
    history.byConsent(caller, invoice.invoiceId(), "BUNDLE", admitted.cause(), consentId);
    return bundle;
  }

  private static String presentation(StoredConsent consent, String document) {
    Presentation presentation = Presentation.of(document, consent.fields());
    if (!presentation.hash().equals(consent.presentationHash())) {
      throw new IllegalStateException("the document of a consent is another one");
    }
    return presentation.compact();
  }

  private StoredInvoice find(StoredConsent consent) {
    return register.find(new InvoiceId(consent.invoiceId())).orElseThrow();
  }

  /** A consent by which the caller may read now, and why it does, as it is written down. */
  private record Admitted(StoredConsent consent, String cause) {}

  private Admitted admit(Caller caller, String consentId, @Nullable String claim) {
    if (claim == null || !claim.matches("[0-9a-f]{32}")) {
      throw new ProblemException(InvoiceProblem.PURPOSE_MISSING);
    }
    StoredConsent consent =
        mapper
            .find(consentId)
            .filter(one -> isGivenTo(one, caller))
            .orElseThrow(() -> new ProblemException(InvoiceProblem.CONSENT_UNKNOWN));
    String cause = ReadingHistory.forClaim(claim);
    if (mapper.hasBegun(consentId, claim)) {
      refuseExpired(consent, time.instant());
    } else {
      rows.executeWithoutResult(_ -> begin(caller, consentId, claim, cause));
    }
    return new Admitted(consent, cause);
  }

  private static boolean isGivenTo(StoredConsent consent, Caller caller) {
    return caller.person().isEmpty() && consent.payer().equals(caller.tenant().value());
  }

  /** Under the consent's lock, so that none begins once the person has taken it back. */
  private void begin(Caller caller, String consentId, String claim, String cause) {
    StoredConsent consent = mapper.lock(consentId).orElseThrow();
    Instant now = time.instant();
    if (mapper.hasBegun(consentId, claim)) {
      refuseExpired(consent, now);
      return; // another call for the same claim was faster
    }
    if (consent.isRevoked()) {
      throw new ProblemException(InvoiceProblem.CONSENT_REVOKED);
    }
    refuseExpired(consent, now);
    if (mapper.claims(consentId, MOST_CLAIMS).size() >= MOST_CLAIMS) {
      throw new ProblemException(InvoiceProblem.CONSENT_USED_UP, MOST_CLAIMS);
    }
    mapper.begin(
        consentId, claim, caller.tenant().value(), Micros.of(now), caller.clientId(), cause);
  }

  private static void refuseExpired(StoredConsent consent, Instant now) {
    if (!now.isBefore(consent.expiry())) {
      throw new ProblemException(InvoiceProblem.CONSENT_EXPIRED);
    }
  }
}
