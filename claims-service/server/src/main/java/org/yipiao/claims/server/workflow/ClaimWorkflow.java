package org.yipiao.claims.server.workflow;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Drives a claim as far as it goes now. Each step ends in one database transaction; a process that
 * dies anywhere leaves a claim that another one drives on from its last state.
 */
@Component
public class ClaimWorkflow {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimWorkflow.class);
  private static final int LONGEST_SHIFT = 20;

  private final ClaimStore claims;
  private final DecideSteps decide;
  private final LedgerSteps ledger;
  private final BankSteps bank;
  private final ClaimsProperties settings;
  private final CrashSwitch crash;

  ClaimWorkflow(
      ClaimStore claims,
      DecideSteps decide,
      LedgerSteps ledger,
      BankSteps bank,
      ClaimsProperties settings,
      CrashSwitch crash) {
    this.claims = claims;
    this.decide = decide;
    this.ledger = ledger;
    this.bank = bank;
    this.settings = settings;
    this.crash = crash;
  }

  /** Works on a claim until it ends, has to wait, or {@code mayGoOn} says no. */
  public void drive(ClaimId id, BooleanSupplier mayGoOn) {
    ClaimState before = null;
    while (true) {
      boolean mine = mayGoOn.getAsBoolean();
      Claim claim = claims.find(id).orElseThrow(() -> new IllegalStateException("no claim " + id));
      boolean endedHere = before != null && claim.state().ended();
      if (!mine && !endedHere) {
        return;
      }
      try (TraceContext.Scope _ = TraceContext.resume(claim.traceparent())) {
        if (claim.state() != before) {
          if (before != null || claim.attempts() == 0) {
            LOG.info("{} for invoice {}", claim, claim.invoice());
          }
          before = claim.state();
        }
        crash.reached(pointOf(claim.state()));
        if (claim.state().ended() || attempt(claim) != Progress.MOVED) {
          return;
        }
      }
    }
  }

  private Progress attempt(Claim claim) {
    try {
      Progress progress = step(claim);
      switch (progress) {
        case MOVED -> {}
        case WAIT -> later(claim);
        case WAIT_LONG -> everMoreSeldom(claim);
      }
      return progress;
    } catch (ClaimStore.ChangedMeanwhileException e) {
      LOG.info("{}", e.getMessage());
      return Progress.MOVED;
    } catch (TransientDataAccessException e) {
      LOG.info("{} is tried again: {}", claim, e.getClass().getSimpleName());
      later(claim);
      return Progress.WAIT;
    } catch (RuntimeException e) {
      // A bug or a lost connection: nothing was written; the claim stays where it is, in sight.
      LOG.error("{} could not be driven on", claim, e);
      later(claim);
      return Progress.WAIT;
    }
  }

  private Progress step(Claim claim) {
    return switch (claim.state()) {
      case SUBMITTED -> decide.verify(claim);
      case VERIFIED -> decide.adjudicate(claim);
      case ADJUDICATED -> decide.reserve(claim);
      case RESERVING -> ledger.awaitReservation(claim);
      case COMMITTED -> bank.instruct(claim);
      case PAYING -> bank.awaitBank(claim);
      case PAID_BY_BANK -> bank.settle(claim);
      case SETTLING -> ledger.awaitSettlement(claim);
      case RELEASING -> ledger.awaitRelease(claim);
      case PAID, REJECTED_BY_BANK, REFUSED, REVIEW ->
          throw new IllegalStateException(claim + " has ended");
    };
  }

  /** What was signed before a pause must still be good after it. */
  private Duration longestPause() {
    Duration signed = settings.transactionExpiry().dividedBy(2);
    return signed.compareTo(settings.longestPause()) < 0 ? signed : settings.longestPause();
  }

  /**
   * Attempts count while they make the pause grow, and no longer: after an outage, however long,
   * {@link #everMoreSeldom} begins with a pause of seconds.
   */
  private void later(Claim claim) {
    Duration delay = delay(claim);
    boolean grows = delay.compareTo(settings.maxRetryDelay()) < 0;
    Duration pause = grows ? delay : settings.maxRetryDelay();
    int attempts = grows ? claim.attempts() + 1 : claim.attempts();
    claims.tryAgain(claim, attempts, claims.now().plus(pause));
  }

  private void everMoreSeldom(Claim claim) {
    Duration delay = delay(claim);
    Duration longest = longestPause();
    Duration pause = delay.compareTo(longest) < 0 ? delay : longest;
    claims.tryAgain(claim, claim.attempts() + 1, claims.now().plus(pause));
  }

  private Duration delay(Claim claim) {
    return settings.retryDelay().multipliedBy(1L << Math.min(claim.attempts(), LONGEST_SHIFT));
  }

  private static CrashPoint pointOf(ClaimState state) {
    return switch (state) {
      case SUBMITTED -> CrashPoint.SUBMITTED_STORED;
      case VERIFIED -> CrashPoint.VERIFIED_STORED;
      case ADJUDICATED -> CrashPoint.ADJUDICATED_STORED;
      case RESERVING -> CrashPoint.RESERVE_STORED;
      case COMMITTED -> CrashPoint.COMMITTED_STORED;
      case PAYING -> CrashPoint.PAYMENT_STORED;
      case PAID_BY_BANK -> CrashPoint.BANK_ANSWER_STORED;
      case SETTLING -> CrashPoint.SETTLE_STORED;
      case RELEASING -> CrashPoint.RELEASE_STORED;
      case PAID, REJECTED_BY_BANK, REFUSED, REVIEW -> CrashPoint.ENDED;
    };
  }
}
