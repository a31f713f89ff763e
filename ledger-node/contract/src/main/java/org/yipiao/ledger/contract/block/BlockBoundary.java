package org.yipiao.ledger.contract.block;

import org.yipiao.ledger.protocol.genesis.GenesisLimits;

/** Where blocks end: a pure function of the order. */
public final class BlockBoundary {

  private BlockBoundary() {}

  /**
   * Whether a block closes at the end of a round.
   *
   * @param previousNanos consensus time of the previous block
   * @param roundNanos consensus time of the round that has just been executed
   * @param pending {@link BlockExecution#pending} at that time
   */
  public static boolean closes(
      GenesisLimits limits, long previousNanos, long roundNanos, boolean pending) {
    return pending && roundNanos - previousNanos >= limits.blockInterval().toNanos();
  }
}
