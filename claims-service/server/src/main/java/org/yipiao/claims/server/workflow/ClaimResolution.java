package org.yipiao.claims.server.workflow;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.payout.BankAnswer;
import org.yipiao.claims.server.payout.Payouts;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.review.Verdict;
import org.yipiao.claims.server.review.Verdicts;
import org.yipiao.claims.server.review.Verdicts.Standing;
import org.yipiao.claims.server.review.Word;
import org.yipiao.claims.server.settlement.LedgerStep;
import org.yipiao.claims.server.settlement.OwnTransactions;
import org.yipiao.claims.server.settlement.PayerLedger;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.money.Money;

/**
 * What an operator of the payer may do to a claim in {@link ClaimState#REVIEW}: have it worked on
 * again from where it stood, close it when nothing is held for it, or say what the bank has said
 * elsewhere of its payment. Each is a change of state like any other, appended with who wanted it
 * and why.
 */
@Component
public class ClaimResolution {

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** Another person has to say the same. */
    PROPOSED,
    /** It is that person's own proposal, or may be. */
    OWN_PROPOSAL,
    /** Another has led the claim out meanwhile, or it never was there. */
    NOT_IN_REVIEW,
    /** The ledger holds an amount for it, or a payment may be on its way: it can be resumed. */
    HOLDS_AMOUNT,
    /** It was not the bank's word on its payment that was awaited. */
    NOT_AT_BANK,
    /** Whether the ledger holds an amount for it is not known now. */
    UNDECIDED
  }

  private final ClaimStore claims;
  private final PayerTenants tenants;
  private final PayableAmounts amounts;
  private final Payouts payouts;
  private final PayerLedger ledger;
  private final OwnTransactions own;
  private final BenefitYears years;
  private final Verdicts verdicts;
  private final TransactionTemplate transaction;

  ClaimResolution(
      ClaimStore claims,
      PayerTenants tenants,
      PayableAmounts amounts,
      Payouts payouts,
      PayerLedger ledger,
      OwnTransactions own,
      BenefitYears years,
      Verdicts verdicts,
      TransactionTemplate transaction) {
    this.claims = claims;
    this.tenants = tenants;
    this.amounts = amounts;
    this.payouts = payouts;
    this.ledger = ledger;
    this.own = own;
    this.years = years;
    this.verdicts = verdicts;
    this.transaction = transaction;
  }

  /**
   * Has the claim worked on again.
   *
   * @param actor who wants it
   * @param cause why, a stable upper-case name
   */
  public Outcome resume(Claim claim, String actor, String cause) {
    if (claim.state() != ClaimState.REVIEW) {
      return Outcome.NOT_IN_REVIEW;
    }
    return change(() -> {
      Claim locked = claims.lock(claim);
      ClaimState before = claims.stateBeforeReview(locked);
      switch (before) {
        case RESERVING -> ledger.resume(locked, LedgerStep.RESERVE);
        case SETTLING -> ledger.resume(locked, LedgerStep.SETTLE);
        case RELEASING -> ledger.resume(locked, LedgerStep.RELEASE);
        case SUBMITTED,
            VERIFIED,
            ADJUDICATED,
            COMMITTED,
            PAYING,
            PAID_BY_BANK,
            PAID,
            REJECTED_BY_BANK,
            REFUSED,
            REVIEW -> {}
      }
      claims.move(locked, ClaimChange.resumed(before, cause), actor);
      return Outcome.DONE;
    });
  }

  /**
   * Ends the claim without a payment, if nothing is held for it. What a refusal would withhold is
   * withheld by this, too: it takes as many people.
   *
   * @param actor who wants it
   * @param cause why, a stable upper-case name
   */
  public Outcome close(Claim claim, Operator actor, String cause) {
    if (claim.state() != ClaimState.REVIEW) {
      return Outcome.NOT_IN_REVIEW;
    }
    return switch (claims.stateBeforeReview(claim)) {
      case SUBMITTED, VERIFIED, RESERVING ->
          switch (own.find(claim, LedgerStep.RESERVE)) {
            case OwnTransactions.Found.Nothing _ ->
                closed(claim, new Word(Word.Kind.CLOSE, null, cause, null, actor));
            case OwnTransactions.Found.Undecided _ -> Outcome.UNDECIDED;
            case OwnTransactions.Found.Same _, OwnTransactions.Found.Other _ ->
                Outcome.HOLDS_AMOUNT;
          };
      case ADJUDICATED,
          COMMITTED,
          PAYING,
          PAID_BY_BANK,
          SETTLING,
          PAID,
          RELEASING,
          REJECTED_BY_BANK,
          REFUSED,
          REVIEW ->
          Outcome.HOLDS_AMOUNT;
    };
  }

  /**
   * Has the claim settled because the bank has confirmed its payment outside of its interface.
   *
   * @param evidence the bank's confirmation; its digest goes to the ledger
   * @param actor who has it
   * @param cause why, a stable upper-case name
   */
  public Outcome bankPaid(Claim claim, String evidence, Operator actor, String cause) {
    return bankSaid(
        claim, true, new Word(Word.Kind.BANK_PAID, claim.amountFen(), cause, evidence, actor));
  }

  /**
   * Has the claim's amount freed because the bank has confirmed, outside of its interface, that the
   * payment was not made and never will be.
   *
   * @param evidence the bank's confirmation; its digest goes to the ledger
   * @param actor who has it
   * @param cause why, a stable upper-case name
   */
  public Outcome bankRejected(Claim claim, String evidence, Operator actor, String cause) {
    return bankSaid(
        claim, false, new Word(Word.Kind.BANK_REJECTED, claim.amountFen(), cause, evidence, actor));
  }

  /**
   * It takes two people: if the word is wrong, somebody is paid twice or not at all. From there on
   * the claim goes as after the bank's own report.
   */
  private Outcome bankSaid(Claim claim, boolean settled, Word word) {
    if (claim.state() != ClaimState.REVIEW) {
      return Outcome.NOT_IN_REVIEW;
    }
    if (claims.stateBeforeReview(claim) != ClaimState.PAYING) {
      return Outcome.NOT_AT_BANK;
    }
    return weigh(
        claim,
        word,
        true,
        (locked, proposal) -> carryOut(locked, settled, Objects.requireNonNull(proposal), word));
  }

  /** The evidence of who said it first goes to the ledger; the other's is kept beside it. */
  private void carryOut(Claim locked, boolean settled, Verdict proposal, Word word) {
    PayerTenant payer = tenants.get(locked.payer());
    String evidence = Objects.requireNonNull(verdicts.text(payer, proposal));
    BankAnswer.Decided said = BankAnswer.Decided.confirmed(settled, evidence);
    String cause = word.reason();
    payouts.decided(payer, locked, said, word.person().name(), cause);
    if (settled) {
      claims.move(
          locked, ClaimChange.of(ClaimEvent.BANK_CONFIRMED_PAID, cause), word.person().name());
    } else {
      ledger.prepareRelease(locked, said.digest());
      claims.move(
          locked, ClaimChange.of(ClaimEvent.BANK_CONFIRMED_UNPAID, cause), word.person().name());
    }
  }

  private Outcome closed(Claim claim, Word word) {
    Money threshold = tenants.get(claim.payer()).secondPairOfEyesAbove();
    boolean needsTwo = amounts.expected(claim).compareTo(threshold) > 0;
    return weigh(
        claim,
        word,
        needsTwo,
        (locked, proposal) -> {
          String cause = proposal == null ? word.reason() : proposal.cause();
          years.release(locked.payer(), locked.person(), locked.id(), cause);
          claims.move(locked, ClaimChange.closed(cause), word.person().name());
        });
  }

  /** What is done once as many people have said it as it takes. */
  private interface Decided {

    /**
     * @param proposal of who said it first; null where one person is enough
     */
    void carryOut(Claim locked, @Nullable Verdict proposal);
  }

  private Outcome weigh(Claim claim, Word word, boolean needsTwo, Decided decided) {
    return change(() -> {
      Claim locked = claims.lock(claim);
      return switch (verdicts.weigh(locked, word, needsTwo)) {
        case Standing.OwnProposal _ -> Outcome.OWN_PROPOSAL;
        case Standing.Proposal _ -> {
          verdicts.propose(locked, word);
          yield Outcome.PROPOSED;
        }
        case Standing.Holds(Verdict proposal) -> {
          verdicts.decide(locked, word, proposal);
          decided.carryOut(locked, proposal);
          yield Outcome.DONE;
        }
      };
    });
  }

  private Outcome change(Supplier<Outcome> work) {
    try {
      return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    } catch (ClaimStore.ChangedMeanwhileException e) {
      return Outcome.NOT_IN_REVIEW;
    }
  }
}
