package org.yipiao.invoice.server.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.id.InvoiceId;

class LookUpLimitTest {

  private static final InvoiceId INVOICE = InvoiceId.parse("110601260000000001");
  private static final InvoiceId OTHER = InvoiceId.parse("110601260000000002");
  private static final String GUESSER = "192.0.2.1";
  private static final String HOLDER = "198.51.100.7";

  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private final LookUpLimit limit = new LookUpLimit(() -> now);

  private int taken(String address, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.take(address, INVOICE).isEmpty() ? 1 : 0;
    }
    return taken;
  }

  @Test
  void stopsAGuesserAndNeitherTheHolderNorOtherInvoices() {
    assertThat(taken(GUESSER, 50)).isEqualTo(LookUpLimit.FAILURES);
    assertThat(limit.take(HOLDER, INVOICE)).isEmpty();
    assertThat(limit.take(GUESSER, OTHER)).isEmpty();
    now = now.plus(LookUpLimit.WINDOW);
    assertThat(limit.take(GUESSER, INVOICE)).isEmpty();
  }

  @Test
  void doesNotCountWhatFits() {
    for (int i = 0; i < 50; i++) {
      assertThat(limit.take(HOLDER, INVOICE)).isEmpty();
      limit.giveBack(HOLDER, INVOICE);
    }
    assertThat(taken(HOLDER, 50)).isEqualTo(LookUpLimit.FAILURES);
  }

  @Test
  void forgetsTheMistakesOfWhoeverKnowsAllFiveElements() {
    assertThat(taken(HOLDER, LookUpLimit.FAILURES - 1)).isEqualTo(LookUpLimit.FAILURES - 1);
    assertThat(limit.take(HOLDER, INVOICE)).isEmpty();
    limit.giveBack(HOLDER, INVOICE);
    assertThat(taken(HOLDER, 50)).isEqualTo(LookUpLimit.FAILURES);
  }

  /** All of IPv4's networks of 24 bits that one may have, one after another. */
  private static String network(int number) {
    return "%d.%d.%d.7".formatted(11 + number / 65_536, number / 256 % 256, number % 256);
  }

  @Test
  void leavesEachCallerTwoLookUpsWhenManyGuess() {
    for (int i = 0; i < 50; i++) {
      taken(network(i), LookUpLimit.FAILURES);
    }
    assertThat(taken(network(99), 5)).isEqualTo(LookUpLimit.GUARDED_FAILURES);
    for (int i = 0; i < 5; i++) {
      assertThat(limit.take(HOLDER, INVOICE)).isEmpty();
      limit.giveBack(HOLDER, INVOICE);
    }
  }

  /** Neither closes an invoice, whoever guesses and from however many networks. */
  @Test
  void letsTheHolderVerifyWhileAStrangerGuessesFromManyNetworksAllDay() {
    int guesses = 0;
    for (int hour = 0; hour < 24; hour++) {
      for (int i = 0; i < 5_000; i++) {
        guesses += taken(network(i), 3);
      }
      assertThat(limit.take(HOLDER, INVOICE)).as("in hour %d", hour).isEmpty();
      limit.giveBack(HOLDER, INVOICE);
      now = now.plusSeconds(3_500);
    }
    assertThat(guesses)
        .as("5 000 networks, and what all have before it is guarded")
        .isBetween(LookUpLimit.FAILURES_A_DAY, LookUpLimit.FAILURES_A_DAY + 5_000 * 2);
  }

  @Test
  void holdsTheAddressesOfARentedNetworkTogetherOnceAnInvoiceIsGuarded() {
    for (int i = 0; i < 50; i++) {
      taken(network(i), LookUpLimit.FAILURES);
    }
    int guesses = 0;
    for (int i = 0; i < 256; i++) {
      guesses += taken("203.0.113." + i, 3);
    }
    assertThat(guesses).isEqualTo(16 * LookUpLimit.GUARDED_FAILURES);
  }

  @Test
  void saysHowLongToWait() {
    taken(GUESSER, LookUpLimit.FAILURES);
    now = now.plusSeconds(60);
    assertThat(limit.take(GUESSER, INVOICE)).contains(LookUpLimit.WINDOW.minusSeconds(60));
    for (int i = 0; i < LookUpLimit.FAILURES_A_DAY; i++) {
      limit.take(network(i), INVOICE);
    }
    Duration untilTheDayIsOver = LookUpLimit.DAY.minusSeconds(60);
    assertThat(limit.take(GUESSER, INVOICE)).contains(untilTheDayIsOver);
    now = now.plus(untilTheDayIsOver);
    assertThat(limit.take(GUESSER, INVOICE)).isEmpty();
  }

  /** Where the guard ends before a caller's own day does, waiting for the day would be too long. */
  @Test
  void saysToWaitNoLongerThanTheGuardLasts() {
    for (int i = 0; i < 20; i++) {
      taken(network(i), LookUpLimit.FAILURES_OF_ALL / 20);
    }
    assertThat(limit.take(network(0), INVOICE)).contains(LookUpLimit.WINDOW);
    now = now.plus(LookUpLimit.WINDOW);
    assertThat(limit.take(network(0), INVOICE)).isEmpty();
  }

  @Test
  void takesAllAddressesOfOneNetworkForOneCaller() {
    assertThat(taken("2001:db8:0:1::1", LookUpLimit.FAILURES)).isEqualTo(LookUpLimit.FAILURES);
    assertThat(limit.take("2001:db8:0:1:ffff::2", INVOICE)).isPresent();
    assertThat(limit.take("2001:db8:0:2::1", INVOICE)).isEmpty();
  }

  @Test
  void countsFailuresWithWhateverInvoicesTogether() {
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      var any = InvoiceId.parse("11060126%010d".formatted(i + 10));
      taken += limit.take(GUESSER, any).isEmpty() ? 1 : 0;
    }
    assertThat(taken).isEqualTo(LookUpLimit.FAILURES_OF_ONE_A_DAY);
    assertThat(limit.take(GUESSER, INVOICE)).contains(LookUpLimit.DAY);
    assertThat(limit.take(HOLDER, INVOICE)).isEmpty();
    now = now.plus(LookUpLimit.DAY);
    assertThat(limit.take(GUESSER, INVOICE)).isEmpty();
  }

  /** A /48 is to be had for nothing, and has 65 536 networks of 64 bits. */
  @Test
  void holdsTheManyNetworksOfOneIpv6SiteTogether() {
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += taken("2001:db8:1:%x::1".formatted(i), 1);
    }
    assertThat(taken).isEqualTo(4 * LookUpLimit.FAILURES);
    assertThat(limit.take("2001:db8:2::1", INVOICE)).isEmpty();
  }

  @Test
  void letsNoMoreThroughAtOneTimeThanOneAfterAnother() throws Exception {
    var start = new CountDownLatch(1);
    List<Future<Integer>> guesses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        guesses.add(
            threads.submit(() -> {
              start.await();
              return taken(GUESSER, 20);
            }));
      }
      start.countDown();
    }
    int taken = 0;
    for (Future<Integer> guess : guesses) {
      taken += guess.get();
    }
    assertThat(taken).isEqualTo(LookUpLimit.FAILURES);
  }
}
