package org.yipiao.claims.server.settlement;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.settlement.LedgerTransactionMapper.TransactionRow;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A payer's transactions for its claims. A transaction is stored in the same database transaction
 * that decides on it and only then sent, always with the same bytes; it is signed anew only when
 * the ledger has proven that the former one has expired for good.
 */
@Component
public class PayerLedger {

  /** A node's refusal that depends on clocks: the ledger alone says when it is over. */
  private static final String EXPIRED = "TRANSACTION_EXPIRED";

  private final LedgerTransactionMapper rows;
  private final TransactionStore store;
  private final PayerTenants tenants;
  private final ClaimsProperties settings;
  private final InstantSource time;
  private final SecureRandom random;

  PayerLedger(
      LedgerTransactionMapper rows,
      TransactionStore store,
      PayerTenants tenants,
      ClaimsProperties settings,
      InstantSource time,
      SecureRandom random) {
    this.rows = rows;
    this.store = store;
    this.tenants = tenants;
    this.settings = settings;
    this.time = time;
    this.random = random;
  }

  /** Signs and stores the reservation, with the commit flag, of exactly the claim's amount. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void prepareReserve(Claim claim) {
    prepare(
        claim,
        LedgerStep.RESERVE,
        ReserveReimbursement.of(
            claim.invoice(),
            claim.id(),
            claim.amount(),
            Digest.ofHex(claim.benefitDigest()),
            Digest.ofHex(claim.consentDigest()),
            Digest.ofHex(claim.foundBy()),
            now().plus(settings.reservationExpiry()),
            true));
  }

  /** Signs and stores the settlement of the claim's amount. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void prepareSettle(Claim claim, Digest bankConfirmation) {
    prepare(
        claim,
        LedgerStep.SETTLE,
        SettleReimbursement.of(claim.invoice(), claim.id(), claim.amount(), bankConfirmation));
  }

  /** Signs and stores the release after the bank's definitive rejection. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void prepareRelease(Claim claim, Digest bankRejection) {
    prepare(
        claim,
        LedgerStep.RELEASE,
        ReleaseReimbursement.of(claim.invoice(), claim.id(), bankRejection));
  }

  /** Signs the operation of the latest transaction anew, after that one has expired for good. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void signAnew(Claim claim, LedgerStep step) {
    TransactionRow expired = latest(claim, step);
    if (expired.status().equals("PENDING")) {
      throw new IllegalStateException(step + " of " + claim + " may still be ordered");
    }
    Operation operation = decode(expired).operations().getFirst();
    if (operation instanceof ReserveReimbursement) {
      prepareReserve(claim);
    } else {
      prepare(claim, step, operation);
    }
  }

  /** Signs a step anew unless its latest transaction may still be ordered; that one is kept. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void resume(Claim claim, LedgerStep step) {
    if (!latest(claim, step).status().equals("PENDING")) {
      signAnew(claim, step);
    }
  }

  private void prepare(Claim claim, LedgerStep step, Operation operation) {
    PayerTenant payer = tenants.get(claim.payer());
    TransactionRow former = rows.latest(claim.claimId(), step.name());
    if (former != null && former.status().equals("PENDING")) {
      throw new IllegalStateException(step + " of " + claim + " is signed already");
    }
    Instant expiry = now().plus(settings.transactionExpiry());
    SignedTransaction signed =
        SignedTransaction.sign(
            tenants.ledgerId(),
            payer.member(),
            payer.keyId(),
            TransactionId.random(random),
            expiry,
            false,
            List.of(operation),
            payer.signer());
    store.signed(
        new TransactionRow(
            claim.claimId(),
            step.name(),
            former == null ? 1 : former.attempt() + 1,
            claim.tenant(),
            signed.header().transactionId().value(),
            expiry,
            signed.bytes(),
            "PENDING",
            now(),
            TransactionStore.ACTOR,
            former == null ? step + "_SIGNED" : step + "_SIGNED_ANEW"));
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private TransactionRow latest(Claim claim, LedgerStep step) {
    TransactionRow row = rows.latest(claim.claimId(), step.name());
    if (row == null) {
      throw new IllegalStateException(claim + " has no stored " + step);
    }
    return row;
  }

  static SignedTransaction decode(TransactionRow row) {
    return switch (SignedTransaction.decode(row.content(), TransactionLimits.DEFAULT)) {
      case TransactionReading.Read read -> read.transaction();
      case TransactionReading.Refused refused ->
          throw new IllegalStateException("a stored transaction cannot be read: " + refused);
    };
  }

  /**
   * Hands the stored bytes to the ledger and waits a bounded time for their fate. Not to be called
   * inside a database transaction.
   *
   * @param submitted told once a node has accepted the bytes
   */
  public LedgerAnswer ask(Claim claim, LedgerStep step, Runnable submitted) {
    PayerTenant payer = tenants.get(claim.payer());
    TransactionRow row = latest(claim, step);
    Submission submission = payer.ledger().submit(row.content());
    if (submission instanceof Submission.Accepted) {
      submitted.run();
    }
    TransactionRef ref = TransactionRef.of(decode(row));
    // A refusal is no fate, though f + 1 nodes agree on it: an expired transaction may have been
    // ordered before it expired.
    Duration wait =
        submission instanceof Submission.Refused ? Duration.ZERO : settings.finalityWait();
    return switch (payer.ledger().awaitFinal(ref, wait)) {
      case Finality.Final done -> answer(row, done.operations().getFirst());
      case Finality.ExpiredForGood _ -> new LedgerAnswer.ExpiredForGood(row.attempt());
      case Finality.StillPending pending ->
          submission instanceof Submission.Refused refused
                  && !refused.code().equals(EXPIRED)
                  && now().isBefore(row.expiresAt())
              ? new LedgerAnswer.Refused(row.attempt(), refused.code())
              : new LedgerAnswer.Pending(
                  pending.state() == null ? "no node answered" : pending.state().name());
    };
  }

  private static LedgerAnswer answer(TransactionRow row, FinalOperation operation) {
    Optional<Outcome> outcome = operation.outcome();
    Optional<Long> remaining =
        outcome
            .filter(known -> known == Outcome.EXCEEDS_REMAINING)
            .map(_ -> OutcomeDetail.amountFen(operation.leaf().detail()));
    return new LedgerAnswer.Final(row.attempt(), outcome, remaining);
  }

  /** Writes down the fate of the latest transaction, so that another may follow. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void ended(Claim claim, LedgerStep step, LedgerAnswer answer) {
    store.ended(claim, step, answer);
  }
}
