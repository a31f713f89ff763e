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
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/** Takes claims in; the same claim any number of times has one effect. */
@Component
public class ClaimIntake {

  private final ClaimStore claims;
  private final TransactionTemplate transaction;

  ClaimIntake(ClaimStore claims, TransactionTemplate transaction) {
    this.claims = claims;
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
    ALREADY_CLAIMED
  }

  public Intake take(PayerTenant payer, SubmitClaim request, Caller caller) {
    Claim claim = claim(payer, request, caller);
    Optional<Intake> known = known(claim);
    if (known.isPresent()) {
      return known.get();
    }
    if (claims.liveClaim(payer.id(), claim.invoice(), claim.benefitDigest()).isPresent()) {
      return Intake.ALREADY_CLAIMED;
    }
    try {
      transaction.executeWithoutResult(_ -> claims.insert(claim, caller.clientId()));
      return Intake.TAKEN;
    } catch (DuplicateKeyException e) {
      return known(claim).orElse(Intake.ALREADY_CLAIMED);
    }
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
        CanonicalJson.sha256Hex(CanonicalJson.write(consented)),
        consent.expiresAt().truncatedTo(ChronoUnit.MICROS),
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
        TraceContext.currentTraceparent(),
        now,
        0);
  }
}
