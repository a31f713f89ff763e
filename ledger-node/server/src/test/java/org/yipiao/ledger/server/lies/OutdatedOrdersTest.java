package org.yipiao.ledger.server.lies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.node.LogLines;

class OutdatedOrdersTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final OutdatedOrders outdated =
      new OutdatedOrders(
          number -> number == 2 ? Optional.of("agency") : Optional.empty(), now::get);

  /** However much it orders: a line must cost nobody a disk. */
  @Test
  void namesEachMemberAndKindOnceAMinuteWithHowOften() {
    try (var log = new LogLines()) {
      for (int i = 0; i < 1_000; i++) {
        outdated.told(2, OutdatedOrder.REPEATED);
        outdated.told(2, OutdatedOrder.LATE);
        outdated.told(9, OutdatedOrder.LATE);
      }
      now.set(START.plusSeconds(60));
      outdated.told(2, OutdatedOrder.REPEATED);

      assertThat(log.with(" orders what is settled, "))
          .containsExactly(
              line("REPEATED: It ordered a transaction that had its place for long.", 1),
              line(
                  "LATE: It ordered a transaction whose expiry was over for long by the ledger's"
                      + " time.",
                  1),
              line("REPEATED: It ordered a transaction that had its place for long.", 1_000));
    }
    assertThat(outdated.counts())
        .as("and nobody who is no member")
        .isEqualTo(
            Map.of(
                new OutdatedOrders.Told(2, OutdatedOrder.REPEATED),
                1_001L,
                new OutdatedOrders.Told(2, OutdatedOrder.LATE),
                1_000L));
  }

  /** It may be fresh: nothing of a round that is passed over was settled by anything. */
  @Test
  void saysOfAnExcessThatItIsOneAndNotThatItIsSettled() {
    try (var log = new LogLines()) {
      outdated.told(2, OutdatedOrder.EXCESS);
      assertThat(log.with("member 2 (agency)"))
          .containsExactly(
              "[] member 2 (agency) orders too much in vain, EXCESS: It ordered so much without"
                  + " effect that the rest of its round was passed over. (1 times since the last"
                  + " line); it is overloaded, or does so on purpose");
    }
  }

  private static String line(String what, int times) {
    return "[] member 2 (agency) orders what is settled, %s (%d times since the last line); it is behind, or does so on purpose"
        .formatted(what, times);
  }
}
