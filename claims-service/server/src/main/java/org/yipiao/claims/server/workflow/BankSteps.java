package org.yipiao.claims.server.workflow;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.payout.BankAnswer;
import org.yipiao.claims.server.payout.Payouts;
import org.yipiao.claims.server.settlement.PayerLedger;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.ledger.protocol.wire.Digest;

/** Pays what is committed, and does so once, however long the bank is silent. */
@Component
class BankSteps {

  private static final Logger LOG = LoggerFactory.getLogger(BankSteps.class);

  private final ClaimStore claims;
  private final PayerTenants tenants;
  private final Coverages coverages;
  private final Payouts payouts;
  private final PayerLedger ledger;
  private final TransactionTemplate transaction;
  private final CrashSwitch crash;

  BankSteps(
      ClaimStore claims,
      PayerTenants tenants,
      Coverages coverages,
      Payouts payouts,
      PayerLedger ledger,
      TransactionTemplate transaction,
      CrashSwitch crash) {
    this.claims = claims;
    this.tenants = tenants;
    this.coverages = coverages;
    this.payouts = payouts;
    this.ledger = ledger;
    this.transaction = transaction;
    this.crash = crash;
  }

  /** Stores the payment message; from here on the money is the bank's to move. */
  Progress instruct(Claim claim) {
    PayerTenant payer = tenants.get(claim.payer());
    Optional<Coverage> coverage = coverages.find(payer, claim.person(), claim.policy());
    String account =
        coverage
            .orElseThrow(() -> new IllegalStateException(claim + " has lost its coverage"))
            .payoutAccount();
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      payouts.prepare(payer, locked, account);
      claims.move(locked, ClaimChange.of(ClaimEvent.PAYMENT_WRITTEN));
    });
    return Progress.MOVED;
  }

  Progress awaitBank(Claim claim) {
    PayerTenant payer = tenants.get(claim.payer());
    BankAnswer answer = payouts.ask(payer, claim, () -> crash.reached(CrashPoint.PAYMENT_SENT));
    switch (answer) {
      case BankAnswer.Open open -> {
        LOG.debug("{} waits for the bank: {}", claim, open.cause());
        return Progress.WAIT;
      }
      case BankAnswer.Unsure unsure ->
          transaction.executeWithoutResult(
              _ -> claims.move(claims.lock(claim), ClaimChange.review(unsure.code())));
      case BankAnswer.Decided decided -> {
        crash.reached(CrashPoint.PAYMENT_ANSWERED);
        decided(payer, claim, decided);
      }
    }
    return Progress.MOVED;
  }

  private void decided(PayerTenant payer, Claim claim, BankAnswer.Decided answer) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      payouts.decided(payer, locked, answer);
      if (answer.settled()) {
        claims.move(locked, ClaimChange.of(ClaimEvent.BANK_SETTLED, "BANK_" + answer.status()));
      } else {
        ledger.prepareRelease(locked, answer.digest());
        claims.move(locked, ClaimChange.of(ClaimEvent.BANK_REJECTED, "BANK_" + answer.status()));
      }
    });
  }

  /** Signs and stores the settlement. */
  Progress settle(Claim claim) {
    transaction.executeWithoutResult(_ -> {
      Claim locked = claims.lock(claim);
      ledger.prepareSettle(locked, Digest.ofHex(payouts.decisionDigest(locked)));
      claims.move(locked, ClaimChange.of(ClaimEvent.SETTLEMENT_SIGNED));
    });
    return Progress.MOVED;
  }
}
