package org.yipiao.ledger.protocol.transaction;

/**
 * The limits of one transaction, set in the genesis.
 *
 * @param maxBytes of the whole envelope
 * @param maxOperations at most 65 535
 */
public record TransactionLimits(int maxBytes, int maxOperations) {

  /** What fits into one payload of the ordering engine with room for its frame. */
  public static final TransactionLimits DEFAULT = new TransactionLimits(130_000, 1_000);

  public TransactionLimits {
    if (maxBytes < 1 || maxOperations < 1 || maxOperations > 0xffff) {
      throw new IllegalArgumentException("transaction limits");
    }
  }
}
