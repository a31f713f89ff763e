package org.yipiao.claims.server.decision;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.settlement.InvoicePositions;
import org.yipiao.claims.server.settlement.InvoicePositions.InvoicePosition;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.money.Money;

/**
 * Says what a claim would come to if it were decided now: by the same plan, against the same year,
 * on what the ledger says is left. Nothing is written, locked or held, and the database refuses
 * whatever would.
 */
@Component
public class Estimates {

  /** A person waits for the answer; without the ledger's it is an estimate all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Coverages coverages;
  private final ClaimStore claims;
  private final PlanStore plans;
  private final BenefitYears years;
  private final InvoicePositions positions;
  private final TransactionTemplate snapshot;

  Estimates(
      Coverages coverages,
      ClaimStore claims,
      PlanStore plans,
      BenefitYears years,
      InvoicePositions positions,
      PlatformTransactionManager transactions) {
    this.coverages = coverages;
    this.claims = claims;
    this.plans = plans;
    this.years = years;
    this.positions = positions;
    // What is read of a year without its lock has to be of one moment.
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  /**
   * Estimates a claim under a policy.
   *
   * @param facts what the invoice is said to say, its amounts within the range of money together
   */
  public Estimate estimate(
      PayerTenant payer, PersonId person, String policy, InvoiceId invoice, InvoiceFacts facts) {
    Optional<Coverage> found = coverages.find(payer, person, policy);
    if (found.isEmpty()) {
      return Estimate.refused(ClaimRefusal.NOT_INSURED, null);
    }
    Coverage coverage = found.get();
    if (!coverage.holdsOn(facts.serviceDate())) {
      return Estimate.refused(ClaimRefusal.NOT_IN_FORCE, coverage.plan());
    }
    String benefit = payer.benefit(person, policy).hex();
    if (claims.liveClaim(payer.id(), invoice, benefit).isPresent()) {
      return Estimate.refused(ClaimRefusal.ALREADY_CLAIMED, coverage.plan());
    }
    Optional<BenefitPlan> plan = plans.effective(payer.id(), coverage.plan(), facts.serviceDate());
    if (plan.isEmpty()) {
      return Estimate.refused(ClaimRefusal.PLAN_VERSION_MISSING, coverage.plan());
    }
    Optional<InvoicePosition> position = positions.of(payer, invoice, PATIENCE);
    var bill =
        new Bill(plan.get(), coverage, invoice, facts, position.orElseGet(() -> untouched(facts)));
    return estimate(outlook(bill, payer, person), bill, position.isPresent());
  }

  /** What it comes to as it stands, though others may leave yet what they hold. */
  private Outlook.Settled outlook(Bill bill, PayerTenant payer, PersonId person) {
    InvoiceFacts facts = bill.facts();
    Outlook outlook =
        snapshot.execute(_ -> {
          BenefitYears.Year year =
              years.look(
                  payer.id(),
                  person,
                  bill.coverage().plan(),
                  facts.serviceDate().getYear(),
                  facts.admissionKey());
          return bill.in(year, null);
        });
    return switch (Objects.requireNonNull(outlook)) {
      case Outlook.Settled settled -> settled;
      case Outlook.DependsOnOthers(Outlook.Settled asItStands) -> asItStands;
    };
  }

  private static Estimate estimate(Outlook.Settled settled, Bill bill, boolean positionKnown) {
    BenefitPlan.PlanHeader plan = bill.plan().header();
    return switch (settled) {
      case Outlook.Decided(Decision decision) -> Estimate.decided(decision, positionKnown);
      case Outlook.Refused refused ->
          Estimate.refused(
              refused.refusal(), plan.planId(), plan, positionKnown, refused.remainingFen());
    };
  }

  /** Nobody has taken anything of it. */
  private static InvoicePosition untouched(InvoiceFacts facts) {
    return new InvoicePosition(List.of(), facts.claimable(), Money.ZERO);
  }
}
