package org.yipiao.ledger.server.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.lies.OutdatedOrders;

/** A copy, and what has expired, count once every node that keeps up has known it for long. */
class OrderWatchTest {

  private static final int CREATOR = 2;

  /** Of the block that has leaves 2 to 4. */
  private static final long CLOSED = seconds(1_000);

  private final OutdatedOrders outdated =
      new OutdatedOrders(_ -> Optional.of("two"), InstantSource.system());
  private final OrderWatch watch = new OrderWatch(Lies.ofNobody(), outdated);

  @BeforeEach
  void makeBlocks() {
    watch.after(head(seconds(900), 2));
    watch.after(head(CLOSED, 5));
    watch.after(head(seconds(1_004), 7));
  }

  @Test
  void aCopyCountsOnceTheBlockOfTheFirstHasBeenThereForTenSeconds() {
    watch.repeated(CREATOR, 4, CLOSED + seconds(10) - 1);
    assertThat(count(OutdatedOrder.REPEATED)).isZero();
    watch.repeated(CREATOR, 4, CLOSED + seconds(10));
    assertThat(count(OutdatedOrder.REPEATED)).isEqualTo(1);
    watch.repeated(CREATOR, 5, CLOSED + seconds(10));
    assertThat(count(OutdatedOrder.REPEATED)).as("the next block's").isEqualTo(1);
    watch.repeated(CREATOR, 6, CLOSED + seconds(14));
    assertThat(count(OutdatedOrder.REPEATED)).isEqualTo(2);
    assertThat(count(OutdatedOrder.LATE)).isZero();
  }

  @Test
  void whatHasExpiredCountsOnceABlockPastItsExpiryHasBeenThereForTenSeconds() {
    watch.late(CREATOR, CLOSED, CLOSED + seconds(10) - 1);
    assertThat(count(OutdatedOrder.LATE)).isZero();
    watch.late(CREATOR, CLOSED, CLOSED + seconds(10));
    assertThat(count(OutdatedOrder.LATE)).isEqualTo(1);
    watch.late(CREATOR, CLOSED + 1, CLOSED + seconds(10));
    assertThat(count(OutdatedOrder.LATE)).as("past no block that is as old").isEqualTo(1);
    assertThat(count(OutdatedOrder.REPEATED)).isZero();
  }

  @Test
  void nothingCountsByBlocksThatWereNotSeen() {
    var started = new OrderWatch(Lies.ofNobody(), outdated);
    started.repeated(CREATOR, 0, CLOSED);
    started.late(CREATOR, 1, CLOSED);
    started.after(head(CLOSED, 5));
    started.repeated(CREATOR, 0, CLOSED + seconds(9));
    started.late(CREATOR, 1, CLOSED + seconds(9));
    assertThat(outdated.counts()).isEmpty();
  }

  private long count(OutdatedOrder kind) {
    return outdated.count(CREATOR, kind);
  }

  private static LedgerHead head(long nanos, int leaves) {
    var tree = CompactRange.empty();
    for (int i = 0; i < leaves; i++) {
      tree = tree.append(Digest.sha256(new byte[] {(byte) i}));
    }
    return new LedgerHead(1, nanos, 1, Digest.ZERO, Digest.ZERO, tree);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
