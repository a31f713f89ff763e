package org.yipiao.claims.server.settlement;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.settlement.LedgerTransactionMapper.TransactionRow;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.ledger.client.ClaimLookup;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.client.http.ClaimStateView;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * Looks for what a claim's own transactions have left on the ledger, whatever was believed of them
 * when they ended here: a transaction that was taken to have expired may have been applied all the
 * same, and the one that was signed after it is then refused because of it.
 */
@Component
public class OwnTransactions {

  /** More transactions of one kind than a claim ever has; beyond that nothing is decided. */
  private static final int MOST = 200;

  /** What was found. */
  public sealed interface Found {

    /**
     * What the claim asks for now, applied: proven by one of its transactions, or, when none of
     * those that are stored here did it, said by f + 1 nodes of the claim id.
     *
     * @param source for the log
     */
    record Same(String source) implements Found {}

    /**
     * The ledger holds something else under the claim id.
     *
     * @param source for the log
     */
    record Other(String source) implements Found {}

    /** None was applied, and the ledger does not know the claim id. */
    record Nothing() implements Found {}

    /**
     * The fate of at least one is not known now.
     *
     * @param cause for the log
     */
    record Undecided(String cause) implements Found {}
  }

  private final LedgerTransactionMapper rows;
  private final PayerTenants tenants;

  OwnTransactions(LedgerTransactionMapper rows, PayerTenants tenants) {
    this.rows = rows;
    this.tenants = tenants;
  }

  /** Asks the ledger for each of them. Not to be called inside a database transaction. */
  public Found find(Claim claim, LedgerStep step) {
    List<TransactionRow> signed = rows.maybeApplied(claim.claimId(), step.name(), MOST + 1);
    if (signed.size() > MOST) {
      return new Found.Undecided("more than " + MOST + " transactions");
    }
    TransactionRow latest = rows.latest(claim.claimId(), step.name());
    Found found = new Found.Nothing();
    for (TransactionRow row : signed) {
      switch (fate(claim, row)) {
        case Finality.Final done -> {
          FinalOperation operation = done.operations().getFirst();
          if (operation.applied()) {
            String source = "attempt " + row.attempt();
            return latest != null && same(wanted(latest), operation.leaf())
                ? new Found.Same(source)
                : new Found.Other(source);
          }
        }
        case Finality.ExpiredForGood _ -> {}
        case Finality.StillPending pending ->
            found = new Found.Undecided(row.transactionId() + " " + pending.causes());
      }
    }
    return found instanceof Found.Nothing ? byClaimId(claim, step) : found;
  }

  /** A database that was put back in time has lost transactions which the ledger has. */
  private Found byClaimId(Claim claim, LedgerStep step) {
    PayerTenant payer = tenants.get(claim.payer());
    return switch (payer.ledger().claim(payer.member(), claim.id())) {
      case ClaimLookup.Found(ClaimStateView state) ->
          same(claim, step, state)
              ? new Found.Same("claim id, " + state.state())
              : new Found.Other("claim id, " + state.state());
      case ClaimLookup.NotKnown _ ->
          usedBefore(claim, step)
              ? new Found.Undecided("the ledger has refused the claim id as used")
              : new Found.Nothing();
      case ClaimLookup.Undecided undecided -> new Found.Undecided(undecided.causes().toString());
    };
  }

  private boolean usedBefore(Claim claim, LedgerStep step) {
    int used = Outcome.CLAIM_ID_REUSED.number();
    return rows.attemptWith(claim.claimId(), step.name(), used) != null;
  }

  private static boolean same(Claim claim, LedgerStep step, ClaimStateView state) {
    if (claim.amountFen() == null) {
      return false;
    }
    long amount = claim.amountFen();
    return state.invoiceId().equals(claim.invoice().toString())
        && state.benefit().equals(claim.benefitDigest())
        && switch (step) {
          case RESERVE -> state.state().equals("COMMITTED") && state.committedFen() == amount;
          case SETTLE ->
              Set.of("SETTLED", "RETURNED").contains(state.state())
                  && state.reimbursedFen() + state.returnedFen() == amount;
          case RELEASE -> state.state().equals("RELEASED");
        };
  }

  private Finality fate(Claim claim, TransactionRow row) {
    LedgerClient ledger = tenants.get(claim.payer()).ledger();
    return ledger.awaitFinal(TransactionRef.of(PayerLedger.decode(row)), Duration.ZERO);
  }

  private static Operation wanted(TransactionRow latest) {
    return PayerLedger.decode(latest).operations().getFirst();
  }

  /** Equal but for a reservation's expiry, which is set anew at each signing. */
  private static boolean same(Operation wanted, LeafV1 leaf) {
    if (leaf.type() != wanted.type().number()) {
      return false;
    }
    Operation applied = Operation.decode(leaf.type(), leaf.operation());
    if (applied instanceof ReserveReimbursement reserved
        && wanted instanceof ReserveReimbursement asked) {
      applied = withExpiry(reserved, asked.expiryEpochNanos());
    }
    return Arrays.equals(applied.encode(), wanted.encode());
  }

  private static Operation withExpiry(ReserveReimbursement of, long expiryEpochNanos) {
    return new ReserveReimbursement(
        of.invoiceId(),
        of.claimId(),
        of.amountFen(),
        of.benefitDigest(),
        of.consentDigest(),
        of.traceDigest(),
        expiryEpochNanos,
        of.commit(),
        of.medium());
  }
}
