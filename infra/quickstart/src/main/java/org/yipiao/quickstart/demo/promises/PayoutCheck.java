package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * Looks past claims-service whether a claim that it calls paid is: one transfer in the bank's own
 * book, and one settlement on the ledger.
 */
public final class PayoutCheck {

  private static final long PAUSE_MILLIS = 200;

  private final Book bank;
  private final FinalLog ledger;
  private final Duration patience;

  /** The bank's book. */
  @FunctionalInterface
  public interface Book {
    /** The amount in fen of each transfer executed for a claim. */
    List<Long> transfersOf(ClaimId claim) throws IOException;
  }

  /**
   * @param patience how long the ledger's node may be behind the one that claims-service asked
   */
  public PayoutCheck(Book bank, FinalLog ledger, Duration patience) {
    this.bank = bank;
    this.ledger = ledger;
    this.patience = patience;
  }

  /** What does not fit a payout of that amount, in sentences; empty when all does. */
  List<String> faults(InvoiceId invoice, ClaimId claim, Money amount)
      throws IOException, InterruptedException {
    List<Long> once = List.of(amount.fen());
    List<String> faults = new ArrayList<>();
    List<Long> transfers = bank.transfersOf(claim);
    if (!transfers.equals(once)) {
      faults.add(
          "claim %s is called paid with %d fen, the bank's book has transfers of %s"
              .formatted(claim, amount.fen(), transfers));
    }
    List<Long> settlements = settlements(invoice, claim);
    if (!settlements.equals(once)) {
      faults.add(
          "claim %s is called paid with %d fen, the ledger has settlements of %s"
              .formatted(claim, amount.fen(), settlements));
    }
    return faults;
  }

  private List<Long> settlements(InvoiceId invoice, ClaimId claim)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Long> found = settledNow(invoice, claim);
    while (found.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      found = settledNow(invoice, claim);
    }
    return found;
  }

  private List<Long> settledNow(InvoiceId invoice, ClaimId claim) throws IOException {
    List<Long> amounts = new ArrayList<>();
    ledger.eachLeaf(bytes -> {
      LeafV1 leaf = LeafV1.decode(bytes);
      if (leaf.type() == OperationType.SETTLE_REIMBURSEMENT.number()
          && leaf.outcome() == Outcome.APPLIED.number()
          && Operation.decode(leaf.type(), leaf.operation()) instanceof SettleReimbursement settle
          && settle.claimId().equals(claim)
          && settle.invoiceId() == invoice.value()) {
        amounts.add(settle.amountFen());
      }
    });
    return amounts;
  }
}
