package org.yipiao.claims.server.claim;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.adjudication.json.CanonicalJson;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.consent.ConsentSignatures;
import org.yipiao.claims.server.consent.SignedConsent;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.invoice.api.ConsentPayload;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/** Takes claims in; the same claim any number of times has one effect. */
@Component
public class ClaimIntake {

  private final ClaimStore claims;
  private final ConsentSignatures signatures;
  private final TransactionTemplate transaction;

  ClaimIntake(ClaimStore claims, ConsentSignatures signatures, TransactionTemplate transaction) {
    this.claims = claims;
    this.signatures = signatures;
    this.transaction = transaction;
  }

  /** What came of a submission. */
  public enum Intake {
    TAKEN,
    /** The same claim is here already. */
    KNOWN,
    /** The claim id stands for other content, or is another's. */
    CLAIM_ID_REUSED,
    /** Another claim holds the same benefit on this invoice. */
    ALREADY_CLAIMED,
    /** The consent is not the one that the register has signed. */
    CONSENT_NOT_SIGNED,
    /** The register cannot be asked now for the keys that sign consents. */
    CONSENT_UNCHECKED,
    /** The consent serves another claim. */
    CONSENT_USED
  }

  public Intake take(PayerTenant payer, SubmitClaim request, Caller caller) {
    Claim claim = claim(payer, request, caller);
    Optional<Intake> known = known(claim);
    if (known.isPresent()) {
      return known.get();
    }
    SubmitClaim.Consent consent = request.consent();
    return switch (signatures.check(payload(consent), consent.signed())) {
      case SOUND -> take(claim, payer, signed(consent), caller);
      case NOT_SIGNED -> Intake.CONSENT_NOT_SIGNED;
      case KEYS_UNAVAILABLE -> Intake.CONSENT_UNCHECKED;
    };
  }

  private Intake take(Claim claim, PayerTenant payer, SignedConsent consent, Caller caller) {
    if (claims.liveClaim(payer.id(), claim.invoice(), claim.benefitDigest()).isPresent()) {
      return Intake.ALREADY_CLAIMED;
    }
    try {
      transaction.executeWithoutResult(_ -> claims.insert(claim, consent, caller.clientId()));
      return Intake.TAKEN;
    } catch (DuplicateKeyException e) {
      return known(claim)
          .orElse(claims.isServed(consent) ? Intake.CONSENT_USED : Intake.ALREADY_CLAIMED);
    }
  }

  private static SignedConsent signed(SubmitClaim.Consent consent) {
    return new SignedConsent(consent.consentId(), consent.nonce(), consent.signed());
  }

  /** What is signed of it, and whose digest stands in the reservation. */
  private static ConsentPayload payload(SubmitClaim.Consent consent) {
    return new ConsentPayload(
        consent.presentationHash(),
        consent.payer(),
        consent.purpose(),
        consent.expiresAt(),
        consent.nonce());
  }

  private Optional<Intake> known(Claim claim) {
    return claims
        .find(claim.id())
        .map(there ->
            there.requestDigest().equals(claim.requestDigest())
                    && there.submittedBy().equals(claim.submittedBy())
                ? Intake.KNOWN
                : Intake.CLAIM_ID_REUSED);
  }

  private Claim claim(PayerTenant payer, SubmitClaim request, Caller caller) {
    SubmitClaim.Consent consent = request.consent();
    TreeMap<String, Object> consented = new TreeMap<>();
    consented.put("presentationHash", consent.presentationHash());
    consented.put("payer", consent.payer());
    consented.put("purpose", consent.purpose());
    consented.put("expiresAt", consent.expiresAt().toString());
    consented.put("nonce", consent.nonce());
    TreeMap<String, Object> asked = new TreeMap<>();
    asked.put("claimId", request.claimId());
    asked.put("payer", request.payer());
    asked.put("invoiceId", request.invoiceId());
    asked.put("personId", request.personId());
    asked.put("policy", request.policy());
    asked.put("consent", consented);
    asked.put("consentId", consent.consentId());
    Instant now = claims.now();
    return new Claim(
        new ClaimId(request.claimId()).value(),
        payer.id().value(),
        caller.tenant().value(),
        InvoiceId.parse(request.invoiceId()).value(),
        request.personId(),
        request.policy(),
        CanonicalJson.sha256Hex(CanonicalJson.write(asked)),
        consent.presentationHash(),
        CanonicalJson.sha256Hex(payload(consent).canonical()),
        consent.expiresAt().truncatedTo(ChronoUnit.MICROS),
        consent.consentId(),
        payer.benefit(new PersonId(request.personId()), request.policy()).hex(),
        ClaimState.SUBMITTED,
        1,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        TraceContext.currentTraceparent(),
        now,
        0);
  }
}
