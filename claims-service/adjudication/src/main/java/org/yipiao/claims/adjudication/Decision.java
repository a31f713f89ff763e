package org.yipiao.claims.adjudication;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.claims.adjudication.json.CanonicalJson;
import org.yipiao.claims.adjudication.plan.BenefitPlan.PlanHeader;
import org.yipiao.platform.money.Money;

/** What a payer owes on one bill, and why. */
public sealed interface Decision {

  PlanHeader plan();

  Trace trace();

  /**
   * Something is owed.
   *
   * @param amount more than 0
   * @param personShare what stays with the person: total less everything any payer pays
   * @param change what a payment of this amount adds to the person's year
   */
  record Payable(
      PlanHeader plan, Money amount, Money personShare, AccumulatorChange change, Trace trace)
      implements Decision {

    public Payable {
      if (!amount.isPositive()) {
        throw new IllegalArgumentException("a payable amount is more than 0");
      }
    }
  }

  /**
   * The claim is in order but nothing is owed; a deductible may still be used up.
   *
   * @param personShare what stays with the person
   */
  record NothingPayable(PlanHeader plan, Money personShare, AccumulatorChange change, Trace trace)
      implements Decision {}

  /** The claim cannot be decided in the person's favour as it stands. */
  record Refused(PlanHeader plan, Reason reason, Trace trace) implements Decision {}

  /** A person has to look. */
  record NeedsReview(PlanHeader plan, Reason reason, Trace trace) implements Decision {}

  /** Why a case is not decided by figures; names are stable. */
  enum Reason {
    /** The person was not insured on the service date. */
    NOT_IN_FORCE,
    /** This version of the plan does not decide about the service date. */
    PLAN_NOT_EFFECTIVE,
    /** The plan does not pay for this kind of care. */
    ENCOUNTER_NOT_COVERED,
    /** The lines shown do not add up to the bill's total. */
    INCOMPLETE,
    /** Payments at the counter do not add up to the total. */
    PAYMENTS_DISAGREE,
    /** The plan has no scale for this hospital's level. */
    LEVEL_UNKNOWN,
    /** An item that the payer's catalogue leaves to a person. */
    ITEM_UNLISTED
  }

  /**
   * What one claim adds to what a plan has seen of a person in a year.
   *
   * @param paid by the plan for this bill: what the claim pays, and what a public scheme has paid
   *     at the counter already
   */
  record AccumulatorChange(Money deductibleUsed, Money inScopeUsed, Money paid) {

    public static final AccumulatorChange NONE =
        new AccumulatorChange(Money.ZERO, Money.ZERO, Money.ZERO);
  }

  /** The decision with its trace as canonical JSON; amounts in yuan as text. */
  default String json() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("format", "yipiao-decision/1");
    out.put("planId", plan().planId().value());
    out.put("planEffectiveFrom", plan().effectiveFrom().toString());
    out.put("planDigest", plan().digest());
    out.put("official", plan().official());
    out.put("trace", trace().asJson());
    out.put("traceDigest", trace().digestHex());
    switch (this) {
      case Payable payable -> {
        out.put("outcome", "PAYABLE");
        out.put("amount", payable.amount().toYuanString());
        out.put("personShare", payable.personShare().toYuanString());
        out.put("accumulators", change(payable.change()));
      }
      case NothingPayable nothing -> {
        out.put("outcome", "NOTHING_PAYABLE");
        out.put("amount", Money.ZERO.toYuanString());
        out.put("personShare", nothing.personShare().toYuanString());
        out.put("accumulators", change(nothing.change()));
      }
      case Refused refused -> {
        out.put("outcome", "REFUSED");
        out.put("code", refused.reason().name());
      }
      case NeedsReview review -> {
        out.put("outcome", "REVIEW");
        out.put("code", review.reason().name());
      }
    }
    return CanonicalJson.write(out);
  }

  private static Map<String, String> change(AccumulatorChange change) {
    return Map.of(
        "deductibleUsed", change.deductibleUsed().toYuanString(),
        "inScopeUsed", change.inScopeUsed().toYuanString(),
        "paid", change.paid().toYuanString());
  }
}
