package org.yipiao.invoice.server.ledger;

import java.time.Instant;
import java.util.Optional;
import org.yipiao.ledger.client.Finality;

/** Told of what became of transactions of one kind, inside the transaction that records it. */
public interface SettledTransactions {

  TransactionKind kind();

  /**
   * Told first, outside of any database transaction: what became of each operation, where one that
   * was refused may have been done by an earlier transaction.
   *
   * @return empty while that cannot be said yet; it is asked again
   */
  default Optional<Finality.Final> completed(LedgerTransaction transaction, Finality.Final proof) {
    return Optional.of(proof);
  }

  /** The proofs were verified. */
  void becameFinal(LedgerTransaction transaction, Finality.Final proof, Instant at);

  /** No node will ever take it. */
  void wasRefused(LedgerTransaction transaction, String code, Instant at);

  /** It is in no block and never will be. */
  void expired(LedgerTransaction transaction, Instant at);

  /** After the commit: whoever waits may look again. */
  void changed(LedgerTransaction transaction);
}
