package org.yipiao.claims.server.settlement;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.settlement.LedgerTransactionMapper.TransactionRow;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;

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

    /** Applied, proven, and what the claim asks for now. */
    record Same(int attempt) implements Found {}

    /** Applied and proven, and not what the claim asks for now. */
    record Other(int attempt) implements Found {}

    /** None was applied. */
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
            return latest != null && same(wanted(latest), operation.leaf())
                ? new Found.Same(row.attempt())
                : new Found.Other(row.attempt());
          }
        }
        case Finality.ExpiredForGood _ -> {}
        case Finality.StillPending pending ->
            found = new Found.Undecided(row.transactionId() + " " + pending.causes());
      }
    }
    return found;
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
