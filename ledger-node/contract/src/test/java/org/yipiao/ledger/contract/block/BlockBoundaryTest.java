package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;

class BlockBoundaryTest {

  private static final long INTERVAL = GenesisLimits.DEFAULT.blockInterval().toNanos();
  private static final long PREVIOUS = 1_767_225_600_000_000_000L;

  private static boolean closes(long nanosLater, boolean pending) {
    return BlockBoundary.closes(GenesisLimits.DEFAULT, PREVIOUS, PREVIOUS + nanosLater, pending);
  }

  @Test
  void aBlockClosesWhenItsIntervalIsOverAndNotBefore() {
    assertThat(closes(INTERVAL - 1, true)).isFalse();
    assertThat(closes(INTERVAL, true)).isTrue();
    assertThat(closes(Long.MAX_VALUE - PREVIOUS, true)).isTrue();
  }

  @Test
  void nothingPendingMakesNoBlock() {
    assertThat(closes(INTERVAL, false)).isFalse();
  }
}
