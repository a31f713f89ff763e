package org.yipiao.ledger.contract.block;

import java.util.List;
import org.yipiao.ledger.contract.rules.OperationOutcome;

/** What an ordered, validly signed transaction came to. */
public sealed interface TransactionResult {

  /**
   * It was executed; each operation has a leaf.
   *
   * @param firstLeaf index in the log of the first operation's leaf
   * @param outcomes one per operation, in order
   */
  record Executed(long firstLeaf, List<OperationOutcome> outcomes) implements TransactionResult {

    public Executed {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** The same bytes were executed before: their first outcome stands, no leaf is added. */
  record Duplicate(long firstLeaf, int leaves) implements TransactionResult {}

  /** Other bytes were executed under the member's same id: refused, no leaf is added. */
  record IdReused() implements TransactionResult {}

  /** It was ordered at or after its expiry: no leaf, no trace. */
  record Expired() implements TransactionResult {}

  /** Its expiry lies further ahead than permitted: no leaf, no trace. */
  record ExpiryTooFar() implements TransactionResult {}
}
