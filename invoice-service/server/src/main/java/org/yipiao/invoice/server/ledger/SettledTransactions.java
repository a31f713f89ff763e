package org.yipiao.invoice.server.ledger;

import java.time.Instant;
import org.yipiao.ledger.client.Finality;

/** Told of what became of transactions of one kind, inside the transaction that records it. */
public interface SettledTransactions {

  TransactionKind kind();

  /** The proofs were verified. */
  void becameFinal(LedgerTransaction transaction, Finality.Final proof, Instant at);

  /** No node will ever take it. */
  void wasRefused(LedgerTransaction transaction, String code, Instant at);

  /** It is in no block and never will be. */
  void expired(LedgerTransaction transaction, Instant at);

  /** After the commit: whoever waits may look again. */
  void changed(LedgerTransaction transaction);
}
