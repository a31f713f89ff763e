package org.yipiao.claims.server.workflow;

import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yipiao.claims.api.DecideClaim;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.settlement.InvoicePositions;
import org.yipiao.claims.server.settlement.InvoicePositions.InvoicePosition;
import org.yipiao.claims.server.settlement.InvoicePositions.PayerPart;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.claims.server.workflow.ClaimDecision.Why;
import org.yipiao.platform.money.Money;

/**
 * What people may pay on a claim: never more than the plan has found and, whatever it has found,
 * never more than what is left of what the person has paid.
 */
@Component
class PayableAmounts {

  private final PayerTenants tenants;
  private final Coverages coverages;
  private final SealedFacts facts;
  private final InvoicePositions positions;

  PayableAmounts(
      PayerTenants tenants, Coverages coverages, SealedFacts facts, InvoicePositions positions) {
    this.tenants = tenants;
    this.coverages = coverages;
    this.facts = facts;
    this.positions = positions;
  }

  /** What a decision would pay. */
  sealed interface Amount {

    /**
     * It can be paid.
     *
     * @param personShare what stays with the person then
     */
    record Payable(Money amount, Money personShare, Coverage coverage, InvoiceFacts facts)
        implements Amount {}

    /** It is more than can be paid. */
    record Beyond(long mostFen) implements Amount {}

    /** Nothing can be paid so. */
    record No(Why why) implements Amount {}
  }

  /** Asks the ledger for what is left of the invoice. */
  Amount of(Claim claim, DecideClaim decision) {
    PayerTenant payer = tenants.get(claim.payer());
    Optional<Coverage> coverage = coverages.find(payer, claim.person(), claim.policy());
    Optional<InvoiceFacts> bill = facts.of(payer, claim);
    if (coverage.isEmpty() || bill.isEmpty()) {
      return new Amount.No(Why.NOT_PAYABLE);
    }
    Long found = claim.amountFen();
    Long named = decision.amountFen();
    boolean whole = decision.decision() == DecideClaim.Decision.APPROVE;
    if (whole && found == null) {
      return new Amount.No(Why.NO_AMOUNT_FOUND);
    }
    if (whole && named != null && !named.equals(found)) {
      return new Amount.No(Why.AMOUNT_DIFFERS);
    }
    Optional<InvoicePosition> position = positions.of(claim);
    if (position.isEmpty()) {
      return new Amount.No(Why.UNDECIDED);
    }
    Money unpaid = unpaid(bill.get(), position.get());
    Money left = unpaid.min(position.get().remaining());
    long most = whole || found == null ? left.fen() : Math.min(found - 1, left.fen());
    long amount = whole || named == null ? Objects.requireNonNull(found) : named;
    return amount > most
        ? new Amount.Beyond(Math.max(0, most))
        : new Amount.Payable(
            Money.ofFen(amount), unpaid.minus(Money.ofFen(amount)), coverage.get(), bill.get());
  }

  /** What the person has paid and nobody has compensated. */
  private static Money unpaid(InvoiceFacts bill, InvoicePosition position) {
    return bill.claimable()
        .minusOrZero(Money.sum(position.parts().stream().map(PayerPart::amount).toList()));
  }

  /**
   * What a refusal withholds: what the plan has found, else what the person has paid, for that is
   * what is claimed; no amount at all while the invoice is not verified, because nothing can be
   * paid then.
   */
  Money expected(Claim claim) {
    if (claim.amountFen() != null) {
      return claim.amount();
    }
    return facts
        .of(tenants.get(claim.payer()), claim)
        .map(InvoiceFacts::claimable)
        .orElse(Money.ZERO);
  }
}
