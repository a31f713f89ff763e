package org.yipiao.claims.server.workflow;

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
import org.yipiao.claims.server.settlement.LedgerStep;
import org.yipiao.claims.server.settlement.OwnTransactions;
import org.yipiao.claims.server.settlement.PayerLedger;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;

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
  private final Payouts payouts;
  private final PayerLedger ledger;
  private final OwnTransactions own;
  private final BenefitYears years;
  private final TransactionTemplate transaction;

  ClaimResolution(
      ClaimStore claims,
      PayerTenants tenants,
      Payouts payouts,
      PayerLedger ledger,
      OwnTransactions own,
      BenefitYears years,
      TransactionTemplate transaction) {
    this.claims = claims;
    this.tenants = tenants;
    this.payouts = payouts;
    this.ledger = ledger;
    this.own = own;
    this.years = years;
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
    });
  }

  /**
   * Ends the claim without a payment, if nothing is held for it.
   *
   * @param actor who wants it
   * @param cause why, a stable upper-case name
   */
  public Outcome close(Claim claim, String actor, String cause) {
    if (claim.state() != ClaimState.REVIEW) {
      return Outcome.NOT_IN_REVIEW;
    }
    return switch (claims.stateBeforeReview(claim)) {
      case SUBMITTED, VERIFIED, RESERVING ->
          switch (own.find(claim, LedgerStep.RESERVE)) {
            case OwnTransactions.Found.Nothing _ -> closed(claim, actor, cause);
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
  public Outcome bankPaid(Claim claim, String evidence, String actor, String cause) {
    return bankSaid(claim, BankAnswer.Decided.confirmed(true, evidence), actor, cause);
  }

  /**
   * Has the claim's amount freed because the bank has confirmed, outside of its interface, that the
   * payment was not made and never will be.
   *
   * @param evidence the bank's confirmation; its digest goes to the ledger
   * @param actor who has it
   * @param cause why, a stable upper-case name
   */
  public Outcome bankRejected(Claim claim, String evidence, String actor, String cause) {
    return bankSaid(claim, BankAnswer.Decided.confirmed(false, evidence), actor, cause);
  }

  /** From here on the claim goes as after the bank's own report. */
  private Outcome bankSaid(Claim claim, BankAnswer.Decided word, String actor, String cause) {
    if (claim.state() != ClaimState.REVIEW) {
      return Outcome.NOT_IN_REVIEW;
    }
    if (claims.stateBeforeReview(claim) != ClaimState.PAYING) {
      return Outcome.NOT_AT_BANK;
    }
    PayerTenant payer = tenants.get(claim.payer());
    return change(() -> {
      Claim locked = claims.lock(claim);
      payouts.decided(payer, locked, word, actor, cause);
      if (word.settled()) {
        claims.move(locked, ClaimChange.of(ClaimEvent.BANK_CONFIRMED_PAID, cause), actor);
      } else {
        ledger.prepareRelease(locked, word.digest());
        claims.move(locked, ClaimChange.of(ClaimEvent.BANK_CONFIRMED_UNPAID, cause), actor);
      }
    });
  }

  private Outcome closed(Claim claim, String actor, String cause) {
    return change(() -> {
      Claim locked = claims.lock(claim);
      years.release(locked.payer(), locked.person(), locked.id(), cause);
      claims.move(locked, ClaimChange.closed(cause), actor);
    });
  }

  private Outcome change(Runnable work) {
    try {
      transaction.executeWithoutResult(_ -> work.run());
      return Outcome.DONE;
    } catch (ClaimStore.ChangedMeanwhileException e) {
      return Outcome.NOT_IN_REVIEW;
    }
  }
}
