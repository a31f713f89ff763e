package org.yipiao.claims.server.workflow;

import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.settlement.LedgerAnswer;
import org.yipiao.claims.server.settlement.LedgerStep;
import org.yipiao.claims.server.settlement.OwnTransactions;
import org.yipiao.claims.server.settlement.PayerLedger;
import org.yipiao.ledger.protocol.outcome.Outcome;

/** Waits for the fate of what was signed, and acts on what is final alone. */
@Component
class LedgerSteps {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerSteps.class);
  private static final int MAX_READJUDICATIONS = 3;

  /** Signatures of one step that the ledger's time may outrun before a person has to look. */
  private static final int MOST_SIGNATURES = 20;

  /** The invoice or the claim does not allow a reimbursement; nothing is held. */
  private static final Map<Outcome, ClaimRefusal> DENIALS =
      Map.of(
          Outcome.ALREADY_CLAIMED, ClaimRefusal.ALREADY_CLAIMED,
          Outcome.UNKNOWN_INVOICE, ClaimRefusal.UNKNOWN_INVOICE,
          Outcome.INVOICE_NOT_CLAIMABLE, ClaimRefusal.INVOICE_NOT_CLAIMABLE,
          Outcome.MEDIUM_MISMATCH, ClaimRefusal.MEDIUM_MISMATCH);

  /**
   * Refusals that an earlier transaction of the same claim and step may have caused. The ledger
   * looks at the claim id before it looks at the benefit, so {@code ALREADY_CLAIMED} always names
   * another claim.
   */
  private static final Map<LedgerStep, Set<Outcome>> OF_ITS_OWN =
      Map.of(
          LedgerStep.RESERVE, Set.of(Outcome.CLAIM_ID_REUSED),
          LedgerStep.SETTLE, Set.of(Outcome.ALREADY_SETTLED, Outcome.ALREADY_RETURNED),
          LedgerStep.RELEASE, Set.of(Outcome.ALREADY_RELEASED));

  private final ClaimStore claims;
  private final PayerLedger ledger;
  private final OwnTransactions own;
  private final BenefitYears years;
  private final TransactionTemplate transaction;
  private final CrashSwitch crash;

  LedgerSteps(
      ClaimStore claims,
      PayerLedger ledger,
      OwnTransactions own,
      BenefitYears years,
      TransactionTemplate transaction,
      CrashSwitch crash) {
    this.claims = claims;
    this.ledger = ledger;
    this.own = own;
    this.years = years;
    this.transaction = transaction;
    this.crash = crash;
  }

  Progress awaitReservation(Claim claim) {
    LedgerAnswer answer =
        ledger.ask(claim, LedgerStep.RESERVE, () -> crash.reached(CrashPoint.RESERVE_SENT));
    known(answer, CrashPoint.RESERVE_ANSWERED);
    return switch (answer) {
      case LedgerAnswer.Pending pending -> pending(claim, pending);
      case LedgerAnswer.ExpiredForGood expired ->
          outrun(claim, LedgerStep.RESERVE, answer, expired.attempt());
      case LedgerAnswer.Refused refused ->
          end(claim, LedgerStep.RESERVE, answer, ClaimChange.review("LEDGER_" + refused.code()));
      case LedgerAnswer.Final done ->
          done.outcome().isEmpty()
              ? end(claim, LedgerStep.RESERVE, answer, ClaimChange.review("LEDGER_OUTCOME_UNKNOWN"))
              : reserved(claim, done, done.outcome().get());
    };
  }

  private Progress reserved(Claim claim, LedgerAnswer.Final done, Outcome outcome) {
    if (outcome.applied()) {
      return succeeded(claim, LedgerStep.RESERVE, done, ClaimEvent.RESERVATION_FINAL.name());
    }
    if (outcome == Outcome.EXPIRY_OUT_OF_RANGE) {
      return outrun(claim, LedgerStep.RESERVE, done, done.attempt());
    }
    if (outcome == Outcome.TOO_MANY_OPEN) {
      return tooManyOpen(claim, done);
    }
    if (outcome == Outcome.EXCEEDS_REMAINING) {
      long remaining = done.remainingFen().orElse(0L);
      ClaimChange change =
          claim.decisionDigest() != null || claim.readjudications() < MAX_READJUDICATIONS
              ? ClaimChange.of(ClaimEvent.REMAINDER_SHRANK, "EXCEEDS_REMAINING")
                  .remaining(remaining)
              : ClaimChange.refused(ClaimRefusal.EXCEEDS_REMAINING).remaining(remaining);
      return endReleasing(claim, LedgerStep.RESERVE, done, change);
    }
    ClaimRefusal denial = DENIALS.get(outcome);
    return denial != null
        ? endReleasing(claim, LedgerStep.RESERVE, done, ClaimChange.refused(denial))
        : refused(claim, LedgerStep.RESERVE, done);
  }

  /**
   * The payer has as many reservations open as it may have, and one of them has to end first. Each
   * further attempt is a leaf on every node for ever: they become seldom, and end with the person's
   * consent. The ledger knows no such claim, so nothing is held for it.
   */
  private Progress tooManyOpen(Claim claim, LedgerAnswer.Final done) {
    if (!claims.now().isBefore(claim.consentExpiresAt())) {
      return endReleasing(
          claim, LedgerStep.RESERVE, done, ClaimChange.refused(ClaimRefusal.CONSENT_EXPIRED));
    }
    LOG.warn("{}: its payer has as many reservations open as it may have", claim);
    signAnew(claim, LedgerStep.RESERVE, done);
    return Progress.WAIT_LONG;
  }

  Progress awaitSettlement(Claim claim) {
    LedgerAnswer answer =
        ledger.ask(claim, LedgerStep.SETTLE, () -> crash.reached(CrashPoint.SETTLE_SENT));
    known(answer, CrashPoint.SETTLE_ANSWERED);
    return switch (answer) {
      case LedgerAnswer.Pending pending -> pending(claim, pending);
      case LedgerAnswer.ExpiredForGood expired ->
          outrun(claim, LedgerStep.SETTLE, answer, expired.attempt());
      case LedgerAnswer.Refused refused ->
          end(claim, LedgerStep.SETTLE, answer, ClaimChange.review("LEDGER_" + refused.code()));
      case LedgerAnswer.Final done ->
          done.outcome().filter(Outcome::applied).isPresent()
              ? succeeded(claim, LedgerStep.SETTLE, done, ClaimEvent.SETTLEMENT_FINAL.name())
              : refused(claim, LedgerStep.SETTLE, done);
    };
  }

  Progress awaitRelease(Claim claim) {
    LedgerAnswer answer =
        ledger.ask(claim, LedgerStep.RELEASE, () -> crash.reached(CrashPoint.RELEASE_SENT));
    known(answer, CrashPoint.RELEASE_ANSWERED);
    return switch (answer) {
      case LedgerAnswer.Pending pending -> pending(claim, pending);
      case LedgerAnswer.ExpiredForGood expired ->
          outrun(claim, LedgerStep.RELEASE, answer, expired.attempt());
      case LedgerAnswer.Refused refused ->
          end(claim, LedgerStep.RELEASE, answer, ClaimChange.review("LEDGER_" + refused.code()));
      case LedgerAnswer.Final done ->
          done.outcome().filter(Outcome::applied).isPresent()
              ? succeeded(claim, LedgerStep.RELEASE, done, ClaimEvent.RELEASE_FINAL.name())
              : refused(claim, LedgerStep.RELEASE, done);
    };
  }

  /** The ledger has done what the step asked for. */
  private Progress succeeded(Claim claim, LedgerStep step, LedgerAnswer.Final done, String cause) {
    return switch (step) {
      case RESERVE -> end(claim, step, done, ClaimChange.of(ClaimEvent.RESERVATION_FINAL, cause));
      case SETTLE -> end(claim, step, done, ClaimChange.of(ClaimEvent.SETTLEMENT_FINAL, cause));
      case RELEASE ->
          endReleasing(
              claim,
              step,
              done,
              ClaimChange.of(ClaimEvent.RELEASE_FINAL, cause)
                  .givingUpBenefit(ClaimRefusal.REJECTED_BY_BANK));
    };
  }

  /** The ledger has refused the step; if it did so because it is done already, it is done. */
  private Progress refused(Claim claim, LedgerStep step, LedgerAnswer.Final done) {
    if (done.outcome().filter(OF_ITS_OWN.getOrDefault(step, Set.of())::contains).isPresent()) {
      switch (own.find(claim, step)) {
        case OwnTransactions.Found.Same same -> {
          LOG.info("{}: {} had been applied before: {}", claim, step, same.source());
          return succeeded(claim, step, done, "OWN_" + step + "_FOUND");
        }
        case OwnTransactions.Found.Undecided undecided -> {
          LOG.info("{} waits for the fate of an earlier {}: {}", claim, step, undecided.cause());
          return Progress.WAIT;
        }
        case OwnTransactions.Found.Other other ->
            LOG.warn("{}: {} was applied otherwise: {}", claim, step, other.source());
        case OwnTransactions.Found.Nothing _ -> LOG.warn("{} did not {} itself", claim, step);
      }
    }
    return end(claim, step, done, ClaimChange.review(code(done)));
  }

  private void known(LedgerAnswer answer, CrashPoint point) {
    if (!(answer instanceof LedgerAnswer.Pending)) {
      crash.reached(point);
    }
  }

  private static String code(LedgerAnswer.Final done) {
    return "LEDGER_" + done.outcome().map(Outcome::name).orElse("OUTCOME_UNKNOWN");
  }

  private static Progress pending(Claim claim, LedgerAnswer.Pending pending) {
    LOG.debug("{} waits for the ledger: {}", claim, pending.cause());
    return Progress.WAIT;
  }

  /**
   * The ledger's time has outrun a signature. The next one follows after a pause; when that goes on
   * it is the clock here that is behind, which no signature mends. Whoever resumes the claim grants
   * as many again.
   */
  private Progress outrun(Claim claim, LedgerStep step, LedgerAnswer answer, int attempt) {
    if (attempt % MOST_SIGNATURES == 0) {
      LOG.warn("{}: {} has expired {} times; is the clock right?", claim, step, attempt);
      return end(claim, step, answer, ClaimChange.review("LEDGER_ALWAYS_EXPIRED"));
    }
    return anew(claim, step, answer);
  }

  /** Signs the same intent once more, to be handed over after a pause that grows. */
  private Progress anew(Claim claim, LedgerStep step, LedgerAnswer answer) {
    signAnew(claim, step, answer);
    return Progress.WAIT;
  }

  private void signAnew(Claim claim, LedgerStep step, LedgerAnswer answer) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      ledger.ended(locked, step, answer);
      ledger.signAnew(locked, step);
    });
    LOG.info("{}: {} is signed anew", claim, step);
  }

  private Progress end(Claim claim, LedgerStep step, LedgerAnswer answer, ClaimChange change) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      ledger.ended(locked, step, answer);
      claims.move(locked, change);
    });
    return Progress.MOVED;
  }

  /** Ends a transaction and takes back what the claim had counted in the person's year. */
  private Progress endReleasing(
      Claim claim, LedgerStep step, LedgerAnswer answer, ClaimChange change) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      ledger.ended(locked, step, answer);
      years.release(locked.payer(), locked.person(), locked.id(), change.cause());
      claims.move(locked, change);
    });
    return Progress.MOVED;
  }
}
