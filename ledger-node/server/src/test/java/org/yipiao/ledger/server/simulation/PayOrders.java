package org.yipiao.ledger.server.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.simulation.ModelInvoice.ClaimKey;

/** What banks are told to pay. */
final class PayOrders {

  /** What is paid once. */
  record Benefit(int payer, long invoice, Digest digest) {}

  private final LedgerProofVerifier verifier;
  private final Set<ClaimKey> ordered = new HashSet<>();
  private final Map<Benefit, Long> paidFen = new HashMap<>();

  PayOrders(TrustSource trust) {
    this.verifier = new LedgerProofVerifier(trust);
  }

  /**
   * A payer tells its bank to pay.
   *
   * @param commit what the payer relies on; empty when on nothing
   */
  void pay(Benefit benefit, ClaimKey claim, long fen, Optional<FinalOperation> commit) {
    if (commit.filter(final_ -> binds(final_, benefit.invoice(), claim)).isEmpty()) {
      throw new BrokenPromise(
          Promise.PAID_AFTER_FINAL, "nothing final binds " + claim + " when its bank is told");
    }
    if (!ordered.add(claim)) {
      throw new BrokenPromise(Promise.PAID_AFTER_FINAL, claim + " is paid twice");
    }
    if (paidFen.getOrDefault(benefit, 0L) != 0) {
      throw new BrokenPromise(Promise.PAID_AFTER_FINAL, benefit + " is paid twice");
    }
    paidFen.put(benefit, fen);
  }

  private boolean binds(FinalOperation commit, long invoice, ClaimKey claim) {
    var leaf = commit.leaf();
    boolean same =
        switch (Operation.decode(leaf.type(), leaf.operation())) {
          case ReserveReimbursement reserve ->
              reserve.commit()
                  && reserve.invoiceId() == invoice
                  && reserve.claimId().equals(claim.claim());
          case CommitReservation later ->
              later.invoiceId() == invoice && later.claimId().equals(claim.claim());
          case Operation _ -> false;
        };
    return same
        && leaf.member() == claim.payer()
        && leaf.outcome() == Outcome.APPLIED.number()
        && verifier.verify(commit.leafBytes(), commit.proofText()) instanceof LedgerProof.Proven;
  }

  /** The money of an order did not go, or came back. */
  void back(Benefit benefit, long fen) {
    paidFen.merge(benefit, -fen, Long::sum);
  }
}
