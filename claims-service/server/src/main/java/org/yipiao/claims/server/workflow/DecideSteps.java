package org.yipiao.claims.server.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.decision.ClaimAdjudication;
import org.yipiao.claims.server.review.Verdicts;
import org.yipiao.claims.server.settlement.InvoicePositions;
import org.yipiao.claims.server.settlement.InvoicePositions.InvoicePosition;
import org.yipiao.claims.server.settlement.PayerLedger;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.claims.server.verification.InvoiceVerification;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.platform.telemetry.TraceContext;

/** From a submitted claim to a decided amount. */
@Component
class DecideSteps {

  private static final Logger LOG = LoggerFactory.getLogger(DecideSteps.class);

  private final ClaimStore claims;
  private final PayerTenants tenants;
  private final Coverages coverages;
  private final InvoiceVerification verification;
  private final ClaimAdjudication adjudication;
  private final InvoicePositions positions;
  private final PayerLedger ledger;
  private final TransactionTemplate transaction;
  private final SealedFacts sealed;
  private final Verdicts verdicts;

  DecideSteps(
      ClaimStore claims,
      PayerTenants tenants,
      Coverages coverages,
      InvoiceVerification verification,
      ClaimAdjudication adjudication,
      InvoicePositions positions,
      PayerLedger ledger,
      TransactionTemplate transaction,
      SealedFacts sealed,
      Verdicts verdicts) {
    this.claims = claims;
    this.tenants = tenants;
    this.coverages = coverages;
    this.verification = verification;
    this.adjudication = adjudication;
    this.positions = positions;
    this.ledger = ledger;
    this.transaction = transaction;
    this.sealed = sealed;
    this.verdicts = verdicts;
  }

  Progress verify(Claim claim) {
    PayerTenant payer = tenants.get(claim.payer());
    if (!claims.now().isBefore(claim.consentExpiresAt())) {
      return move(claim, ClaimChange.refused(ClaimRefusal.CONSENT_EXPIRED));
    }
    Optional<Coverage> coverage = coverages.find(payer, claim.person(), claim.policy());
    if (coverage.isEmpty()) {
      return move(claim, ClaimChange.refused(ClaimRefusal.NOT_INSURED));
    }
    return switch (verification.verify(payer, claim)) {
      case Verification.Verified verified -> {
        InvoiceFacts facts = verified.facts();
        yield coverage.get().holdsOn(facts.serviceDate())
            ? verified(claim, payer, facts, verified.traceparent())
            : move(claim, ClaimChange.refused(ClaimRefusal.NOT_IN_FORCE));
      }
      case Verification.Refused refused -> move(claim, ClaimChange.refused(refused.refusal()));
      case Verification.Unsure unsure -> move(claim, ClaimChange.review(unsure.code()));
      case Verification.NotYet notYet -> {
        LOG.debug("{} waits: {}", claim, notYet.cause());
        yield notYet.leavesTrace() ? Progress.WAIT_LONG : Progress.WAIT;
      }
    };
  }

  /** From here on the claim is worked on under the trace of its invoice. */
  private Progress verified(
      Claim claim, PayerTenant payer, InvoiceFacts facts, @Nullable String traceparent) {
    TraceContext trace =
        TraceContext.parse(traceparent).orElseGet(TraceContext::currentOrNew).child();
    LOG.info("{} goes on under its invoice's trace {}", claim, trace.traceId());
    try (TraceContext.Scope _ = trace.bind()) {
      return move(claim, ClaimChange.verified(sealed.seal(payer, facts), trace.traceparent()));
    }
  }

  Progress adjudicate(Claim claim) {
    if (claim.decisionDigest() != null) {
      return askPeopleAgain(claim);
    }
    PayerTenant payer = tenants.get(claim.payer());
    Optional<Coverage> coverage = coverages.find(payer, claim.person(), claim.policy());
    Optional<InvoiceFacts> facts = sealed.of(payer, claim);
    if (coverage.isEmpty() || facts.isEmpty()) {
      return move(claim, ClaimChange.review("COVERAGE_GONE"));
    }
    Optional<InvoicePosition> position = positions.of(claim);
    if (position.isEmpty()) {
      LOG.debug("{} waits: no ledger node has the invoice", claim);
      return Progress.WAIT;
    }
    boolean decided =
        Boolean.TRUE.equals(
            transaction.execute(_ -> {
              Claim locked = claims.lock(claim);
              Optional<ClaimChange> change =
                  adjudication.decide(locked, coverage.get(), facts.get(), position.get());
              change.ifPresent(made -> claims.move(locked, made));
              return change.isPresent();
            }));
    return decided ? Progress.MOVED : awaitOthers(claim);
  }

  /**
   * Others have taken a part of what people have decided to pay. No plan decides in their place:
   * they see the claim again as it was before.
   */
  private Progress askPeopleAgain(Claim claim) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      claims.move(
          locked,
          ClaimChange.review("DECISION_EXCEEDS_REMAINING")
              .with(new ClaimChange.ByPeople(verdicts.foundBefore(locked), null, null)));
    });
    return Progress.MOVED;
  }

  /**
   * Others may leave what they have reserved of the invoice or hold in the person's year; the
   * person's consent says how long that is awaited. It may be months, and each look asks a ledger
   * node and holds the person's year: it is done, and said in the log, ever more seldom.
   */
  private Progress awaitOthers(Claim claim) {
    if (!claims.now().isBefore(claim.consentExpiresAt())) {
      return move(claim, ClaimChange.refused(ClaimRefusal.CONSENT_EXPIRED));
    }
    if (Integer.bitCount(claim.attempts()) <= 1) {
      LOG.info("{} waits for claims that hold what it needs and are not paid yet", claim);
    }
    return Progress.WAIT_LONG;
  }

  /** Signs and stores the reservation of exactly the decided amount. */
  Progress reserve(Claim claim) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      ledger.prepareReserve(locked);
      claims.move(locked, ClaimChange.of(ClaimEvent.RESERVATION_SIGNED));
    });
    return Progress.MOVED;
  }

  private Progress move(Claim claim, ClaimChange change) {
    transaction.executeWithoutResult(_ -> claims.move(claims.lock(claim), change));
    return Progress.MOVED;
  }
}
