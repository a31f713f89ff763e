package org.yipiao.ledger.client;

import java.time.Duration;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/**
 * The ledger as services see it. All waits are bounded; refusals, time-outs and unreachable nodes
 * are values. Keep a transaction until it is final or has expired for good: until then the same
 * bytes may be handed over any number of times, and have to be after their expiry as well: on a
 * ledger on which nothing else happens, only that makes the block by which they expire for good.
 */
public interface LedgerClient extends AutoCloseable {

  /** Hands a transaction over to the first node that takes it. */
  Submission submit(SignedTransaction transaction);

  /**
   * Hands exact bytes over to the first node that takes them.
   *
   * @param bytes of a {@link SignedTransaction}
   */
  Submission submit(byte[] bytes);

  /**
   * Waits until a transaction is final, and verifies that: the leaves are those of this
   * transaction, they are in the checkpoint, and a quorum of the trust root cosigned it. A node
   * that says otherwise is passed over.
   *
   * <p>It does not wait for ever: what is not decided within the time is {@link
   * Finality.StillPending}, also when it cannot be before the transaction is handed over again.
   *
   * @param atMost how long, at least zero; with zero it asks once
   */
  Finality awaitFinal(TransactionRef transaction, Duration atMost);

  /**
   * Reads an invoice's state from the first node that answers and is not behind the largest size
   * that was verified to be final.
   */
  InvoiceLookup invoice(InvoiceId invoice);

  /**
   * What the ledger holds under a payer's claim id, as f + 1 nodes say that are not behind the
   * largest size that was verified to be final.
   *
   * @param member the payer's number
   */
  ClaimLookup claim(int member, ClaimId claim);

  @Override
  void close();
}
