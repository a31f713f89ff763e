package org.yipiao.ledger.contract.rules;

import java.util.Optional;
import org.yipiao.ledger.contract.state.ClaimRow;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;

/** What follows a commitment: payment, definitive rejection, or money that comes back. */
final class SettlementRules {

  OperationOutcome settle(WritableRows rows, int payer, SettleReimbursement operation) {
    long paid = operation.amountFen();
    if (paid < 1 || paid > Money.MAX_FEN) {
      return OperationOutcome.of(Outcome.AMOUNT_OUT_OF_RANGE);
    }
    if (operation.paymentDigest().equals(Digest.ZERO)) {
      return OperationOutcome.of(Outcome.EVIDENCE_MISSING);
    }
    long id = operation.invoiceId();
    Optional<ClaimRow> found = rows.claim(id, payer, operation.claimId());
    Outcome verdict = verdict(found, ClaimEvent.SETTLE);
    if (found.isEmpty() || !verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    ClaimRow claim = found.get();
    long committed = claim.committedFen();
    if (paid > committed) {
      return OperationOutcome.naming(Outcome.EXCEEDS_COMMITTED, committed);
    }
    rows.putInvoice(id, rows.invoice(id).orElseThrow().moved(0, -committed, paid, 0));
    rows.putClaim(id, payer, operation.claimId(), claim.with(ClaimState.SETTLED, 0, 0, paid, 0));
    rows.addOpen(payer, -1);
    return OperationOutcome.APPLIED;
  }

  OperationOutcome release(WritableRows rows, int payer, ReleaseReimbursement operation) {
    if (operation.rejectionDigest().equals(Digest.ZERO)) {
      return OperationOutcome.of(Outcome.EVIDENCE_MISSING);
    }
    long id = operation.invoiceId();
    ClaimId claimId = operation.claimId();
    Optional<ClaimRow> found = rows.claim(id, payer, claimId);
    Outcome verdict = verdict(found, ClaimEvent.RELEASE);
    if (found.isEmpty() || !verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    ClaimRow claim = found.get();
    rows.putInvoice(id, rows.invoice(id).orElseThrow().moved(0, -claim.committedFen(), 0, 0));
    rows.putClaim(id, payer, claimId, claim.with(ClaimState.RELEASED, 0, 0, 0, 0));
    rows.deleteBenefit(id, payer, claim.benefit());
    rows.addOpen(payer, -1);
    return OperationOutcome.APPLIED;
  }

  OperationOutcome giveBack(WritableRows rows, int payer, ReturnReimbursement operation) {
    long amount = operation.amountFen();
    if (amount < 1 || amount > Money.MAX_FEN) {
      return OperationOutcome.of(Outcome.AMOUNT_OUT_OF_RANGE);
    }
    if (operation.evidenceDigest().equals(Digest.ZERO)) {
      return OperationOutcome.of(Outcome.EVIDENCE_MISSING);
    }
    byte[] returnId = operation.returnId().bytes();
    if (rows.returnUsed(payer, returnId)) {
      return OperationOutcome.of(Outcome.RETURN_ID_REUSED);
    }
    long id = operation.invoiceId();
    ClaimId claimId = operation.claimId();
    Optional<ClaimRow> found = rows.claim(id, payer, claimId);
    Outcome verdict = verdict(found, ClaimEvent.RETURN);
    if (found.isEmpty() || !verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    ClaimRow claim = found.get();
    long left = claim.reimbursedFen() - amount;
    if (left < 0) {
      return OperationOutcome.naming(Outcome.EXCEEDS_REIMBURSED, claim.reimbursedFen());
    }
    rows.putInvoice(id, rows.invoice(id).orElseThrow().moved(0, 0, -amount, amount));
    ClaimState next = left == 0 ? ClaimState.RETURNED : ClaimState.SETTLED;
    rows.putClaim(id, payer, claimId, claim.with(next, 0, 0, left, claim.returnedFen() + amount));
    rows.putReturn(payer, returnId, claimId);
    if (!next.liveOrSettled()) {
      rows.deleteBenefit(id, payer, claim.benefit());
    }
    return OperationOutcome.APPLIED;
  }

  private static Outcome verdict(Optional<ClaimRow> claim, ClaimEvent event) {
    return claim
        .map(row -> ClaimTransitions.verdict(row.state(), event))
        .orElse(Outcome.UNKNOWN_CLAIM);
  }
}
