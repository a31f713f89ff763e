package org.yipiao.claims.server.workflow;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.adjudication.Decision.AccumulatorChange;
import org.yipiao.claims.api.DecideClaim;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimChange.ByPeople;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.review.Verdict;
import org.yipiao.claims.server.review.Verdicts;
import org.yipiao.claims.server.review.Verdicts.Standing;
import org.yipiao.claims.server.review.Word;
import org.yipiao.claims.server.settlement.LedgerStep;
import org.yipiao.claims.server.settlement.OwnTransactions;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.money.Money;

/**
 * People of the payer decide a claim that its plan, or the look at its invoice, has left to a
 * person: never one for which the ledger may hold an amount or whose payment may be under way. What
 * they pay goes the way of every claim from {@link ClaimState#ADJUDICATED} on.
 */
@Component
public class ClaimDecision {

  /** What came of it. */
  public sealed interface Outcome {

    /** The claim has left {@link ClaimState#REVIEW}. */
    record Decided() implements Outcome {}

    /** Another person has to decide the same. */
    record Proposed() implements Outcome {}

    /** Nothing was written. */
    record Refused(Why why) implements Outcome {}

    /**
     * Nothing was written: the amount is more than can be paid.
     *
     * @param mostFen what can be paid at most, in fen; 0 for nothing
     */
    record TooMuch(long mostFen) implements Outcome {}
  }

  /** Why nothing was written. */
  public enum Why {
    /** Another has led the claim out meanwhile, or it never was there. */
    NOT_IN_REVIEW,
    /** It was not put to a person for a decision. */
    NEEDS_RESOLUTION,
    /** The ledger holds an amount for it. */
    HOLDS_AMOUNT,
    /** What the ledger holds is not known now. */
    UNDECIDED,
    /** Its invoice is not verified, or the coverage is gone: it can only be refused. */
    NOT_PAYABLE,
    /** The plan has found no amount that could be approved. */
    NO_AMOUNT_FOUND,
    /** The plan has found another amount than the one that is approved. */
    AMOUNT_DIFFERS,
    /** Another claim under the same plan counts the same bill. */
    BILL_COUNTED,
    /** It is that person's own proposal, or may be. */
    OWN_PROPOSAL
  }

  private final ClaimStore claims;
  private final PayerTenants tenants;
  private final PayableAmounts amounts;
  private final OwnTransactions own;
  private final BenefitYears years;
  private final Verdicts verdicts;
  private final TransactionTemplate transaction;

  ClaimDecision(
      ClaimStore claims,
      PayerTenants tenants,
      PayableAmounts amounts,
      OwnTransactions own,
      BenefitYears years,
      Verdicts verdicts,
      TransactionTemplate transaction) {
    this.claims = claims;
    this.tenants = tenants;
    this.amounts = amounts;
    this.own = own;
    this.years = years;
    this.verdicts = verdicts;
    this.transaction = transaction;
  }

  /**
   * Decides, or proposes to. Asks the ledger; not to be called inside a database transaction.
   *
   * @param claim as the person has seen it
   * @param person who decides
   */
  public Outcome decide(Claim claim, DecideClaim decision, Operator person) {
    if (claim.state() != ClaimState.REVIEW) {
      return new Outcome.Refused(Why.NOT_IN_REVIEW);
    }
    Outcome outcome = asItStands(claim, decision, person);
    return switch (outcome) {
      case Outcome.Decided _, Outcome.Proposed _ -> outcome;
      // What another's decision has set off since may be what stands in the way.
      case Outcome.Refused _, Outcome.TooMuch _ ->
          isAsSeen(claim) ? outcome : new Outcome.Refused(Why.NOT_IN_REVIEW);
    };
  }

  private boolean isAsSeen(Claim claim) {
    return claims.find(claim.id()).filter(now -> now.version() == claim.version()).isPresent();
  }

  private Outcome asItStands(Claim claim, DecideClaim decision, Operator person) {
    if (!claims.stateBeforeReview(claim).isLeftToAPerson()) {
      return new Outcome.Refused(Why.NEEDS_RESOLUTION);
    }
    return switch (decision.decision()) {
      case REFUSE -> ifNothingIsHeld(claim, null, word(decision, null, person));
      case APPROVE, PARTIAL ->
          switch (amounts.of(claim, decision)) {
            case PayableAmounts.Amount.No no -> new Outcome.Refused(no.why());
            case PayableAmounts.Amount.Beyond beyond -> new Outcome.TooMuch(beyond.mostFen());
            case PayableAmounts.Amount.Payable payable ->
                ifNothingIsHeld(claim, payable, word(decision, payable.amount().fen(), person));
          };
    };
  }

  private static Word word(DecideClaim decision, @Nullable Long amountFen, Operator person) {
    return new Word(
        Word.Kind.valueOf(decision.decision().name()),
        amountFen,
        decision.reasonCode().name(),
        decision.note(),
        person);
  }

  /** A reservation that was taken to have expired may have been applied all the same. */
  private Outcome ifNothingIsHeld(
      Claim claim, PayableAmounts.Amount.@Nullable Payable payable, Word word) {
    return switch (own.find(claim, LedgerStep.RESERVE)) {
      case OwnTransactions.Found.Nothing _ -> say(claim, payable, word);
      case OwnTransactions.Found.Undecided _ -> new Outcome.Refused(Why.UNDECIDED);
      case OwnTransactions.Found.Same _, OwnTransactions.Found.Other _ ->
          new Outcome.Refused(Why.HOLDS_AMOUNT);
    };
  }

  private Outcome say(Claim claim, PayableAmounts.Amount.@Nullable Payable payable, Word word) {
    boolean needsTwo = atStake(claim, payable).compareTo(threshold(claim)) > 0;
    try {
      Outcome outcome =
          transaction.execute(_ -> {
            Claim locked = claims.lock(claim);
            return switch (verdicts.weigh(locked, word, needsTwo)) {
              case Standing.OwnProposal _ -> new Outcome.Refused(Why.OWN_PROPOSAL);
              case Standing.Proposal _ -> {
                verdicts.propose(locked, word);
                yield new Outcome.Proposed();
              }
              case Standing.Holds(Verdict proposal) ->
                  payable == null
                      ? refuse(locked, word, proposal)
                      : pay(locked, payable, word, proposal);
            };
          });
      return Objects.requireNonNull(outcome);
    } catch (ClaimStore.ChangedMeanwhileException e) {
      return new Outcome.Refused(Why.NOT_IN_REVIEW);
    }
  }

  private Money threshold(Claim claim) {
    return tenants.get(claim.payer()).secondPairOfEyesAbove();
  }

  /**
   * What is paid or what is withheld, whichever is more: a part that is next to nothing is as good
   * as a refusal, and takes as many people.
   */
  private Money atStake(Claim claim, PayableAmounts.Amount.@Nullable Payable payable) {
    Money granted = payable == null ? Money.ZERO : payable.amount();
    Money withheld = amounts.expected(claim).minusOrZero(granted);
    return granted.compareTo(withheld) > 0 ? granted : withheld;
  }

  private Outcome refuse(Claim locked, Word word, @Nullable Verdict proposal) {
    verdicts.decide(locked, word, proposal);
    String reason = proposal == null ? word.reason() : proposal.cause();
    years.release(locked.payer(), locked.person(), locked.id(), reason);
    claims.move(
        locked, ClaimChange.refusedByPerson(ClaimRefusal.valueOf(reason)), word.person().name());
    return new Outcome.Decided();
  }

  /**
   * What is paid counts as paid in the person's year; of its deductible nobody has said anything.
   */
  private Outcome pay(
      Claim locked, PayableAmounts.Amount.Payable payable, Word word, @Nullable Verdict proposal) {
    PayerTenant payer = tenants.get(locked.payer());
    BenefitYears.LockedYear year =
        years.lock(
            payer.id(),
            locked.person(),
            payable.coverage().plan(),
            payable.facts().serviceDate().getYear(),
            payable.facts().admissionKey());
    Optional<ClaimState> other = year.otherOnBill(locked.invoice(), locked.id());
    if (other.isPresent()) {
      return new Outcome.Refused(Why.BILL_COUNTED);
    }
    year.hold(locked.id(), new AccumulatorChange(Money.ZERO, Money.ZERO, payable.amount()));
    String digest = verdicts.decide(locked, word, proposal);
    ClaimEvent event =
        word.kind() == Word.Kind.APPROVE
            ? ClaimEvent.APPROVED_BY_PERSON
            : ClaimEvent.APPROVED_IN_PART_BY_PERSON;
    claims.move(
        locked,
        ClaimChange.of(event)
            .with(new ByPeople(payable.amount().fen(), payable.personShare().fen(), digest)),
        word.person().name());
    return new Outcome.Decided();
  }
}
