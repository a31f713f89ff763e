package org.yipiao.ledger.contract.rules;

import java.util.Optional;
import org.yipiao.ledger.contract.state.ClaimRow;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.LedgerRows.Due;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;

/** Setting amounts aside, binding them, and letting them go when their time is over. */
final class ReservationRules {

  /**
   * Of one payer on one invoice, whatever became of them: their rows stay for ever, and whoever
   * asks what is left of the invoice reads them all.
   */
  static final int MOST_CLAIMS = 64;

  /**
   * Of one payer at a time: all that share an expiry are released at once, before one operation or
   * at the close of one block.
   */
  static final int MOST_UNCOMMITTED = 10_000;

  private final long longestNanos;
  private final int openLimit;

  ReservationRules(Genesis genesis) {
    this.longestNanos = genesis.limits().reservationExpiry().toNanos();
    this.openLimit = genesis.limits().openReservationsPerPayer();
  }

  OperationOutcome reserve(
      WritableRows rows, int payer, ReserveReimbursement operation, long nanos) {
    if (operation.amountFen() < 1 || operation.amountFen() > Money.MAX_FEN) {
      return OperationOutcome.of(Outcome.AMOUNT_OUT_OF_RANGE);
    }
    long expiry = operation.expiryEpochNanos();
    if (expiry <= nanos || expiry - nanos > longestNanos) {
      return OperationOutcome.of(Outcome.EXPIRY_OUT_OF_RANGE);
    }
    Optional<InvoiceRow> found = rows.invoice(operation.invoiceId());
    Outcome verdict = verdict(found, operation.medium());
    if (found.isEmpty() || !verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    InvoiceRow invoice = found.get();
    if (rows.invoiceOfClaim(payer, operation.claimId()).isPresent()) {
      return OperationOutcome.of(Outcome.CLAIM_ID_REUSED);
    }
    Optional<ClaimId> other =
        rows.claimOfBenefit(operation.invoiceId(), payer, operation.benefitDigest());
    if (other.isPresent()) {
      return OperationOutcome.naming(Outcome.ALREADY_CLAIMED, other.get());
    }
    if (operation.amountFen() > invoice.remainingFen()) {
      return OperationOutcome.naming(Outcome.EXCEEDS_REMAINING, invoice.remainingFen());
    }
    if (rows.claims(operation.invoiceId(), payer, MOST_CLAIMS).size() == MOST_CLAIMS) {
      return OperationOutcome.of(Outcome.TOO_MANY_CLAIMS);
    }
    if (rows.openReservations(payer) >= openLimit
        || (!operation.commit() && rows.uncommittedReservations(payer) >= MOST_UNCOMMITTED)) {
      return OperationOutcome.of(Outcome.TOO_MANY_OPEN);
    }
    write(rows, payer, operation, invoice);
    return OperationOutcome.APPLIED;
  }

  private static Outcome verdict(Optional<InvoiceRow> invoice, Medium medium) {
    InvoiceEvent event =
        switch (medium) {
          case ELECTRONIC -> InvoiceEvent.RESERVE_ELECTRONIC;
          case PAPER -> InvoiceEvent.RESERVE_PAPER;
        };
    return invoice
        .map(row -> InvoiceTransitions.verdict(InvoiceStanding.of(row), event))
        .orElseGet(() -> InvoiceTransitions.verdictOnUnusedNumber(event));
  }

  private static void write(
      WritableRows rows, int payer, ReserveReimbursement operation, InvoiceRow invoice) {
    long id = operation.invoiceId();
    ClaimId claim = operation.claimId();
    long reserved = operation.commit() ? 0 : operation.amountFen();
    long committed = operation.commit() ? operation.amountFen() : 0;
    ClaimState state = operation.commit() ? ClaimState.COMMITTED : ClaimState.RESERVED;
    rows.putInvoice(id, invoice.moved(reserved, committed, 0, 0));
    rows.putClaim(
        id,
        payer,
        claim,
        new ClaimRow(
            state,
            operation.benefitDigest(),
            operation.expiryEpochNanos(),
            reserved,
            committed,
            0,
            0));
    rows.putClaimId(payer, claim, id);
    rows.putBenefit(id, payer, operation.benefitDigest(), claim);
    rows.addOpen(payer, 1);
    if (!operation.commit()) {
      rows.addUncommitted(payer, 1);
      rows.putDue(operation.expiryEpochNanos(), payer, claim, id);
    }
  }

  OperationOutcome commit(WritableRows rows, int payer, CommitReservation operation) {
    long id = operation.invoiceId();
    Optional<ClaimRow> found = rows.claim(id, payer, operation.claimId());
    if (found.isEmpty()) {
      return OperationOutcome.of(Outcome.UNKNOWN_CLAIM);
    }
    ClaimRow claim = found.get();
    Outcome verdict = ClaimTransitions.verdict(claim.state(), ClaimEvent.COMMIT);
    if (!verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    long amount = claim.reservedFen();
    rows.putInvoice(id, rows.invoice(id).orElseThrow().moved(-amount, amount, 0, 0));
    rows.putClaim(
        id, payer, operation.claimId(), claim.with(ClaimState.COMMITTED, 0, amount, 0, 0));
    rows.deleteDue(claim.expiryNanos(), payer, operation.claimId());
    rows.addUncommitted(payer, -1);
    return OperationOutcome.APPLIED;
  }

  /** Releases every reservation whose expiry is at or before the time. */
  void sweep(WritableRows rows, long nanos) {
    for (Due due : rows.newlyDue(nanos)) {
      long id = due.invoiceId();
      ClaimRow claim = rows.claim(id, due.payer(), due.claimId()).orElseThrow();
      if (!ClaimTransitions.verdict(claim.state(), ClaimEvent.EXPIRE).applied()) {
        throw new IllegalStateException("a due entry of a claim that is " + claim.state());
      }
      rows.putInvoice(id, rows.invoice(id).orElseThrow().moved(-claim.reservedFen(), 0, 0, 0));
      rows.putClaim(id, due.payer(), due.claimId(), claim.with(ClaimState.EXPIRED, 0, 0, 0, 0));
      rows.deleteBenefit(id, due.payer(), claim.benefit());
      rows.deleteDue(due.expiryNanos(), due.payer(), due.claimId());
      rows.addOpen(due.payer(), -1);
      rows.addUncommitted(due.payer(), -1);
    }
  }
}
