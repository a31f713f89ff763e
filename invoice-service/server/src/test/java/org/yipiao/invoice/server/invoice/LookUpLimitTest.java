package org.yipiao.invoice.server.invoice;

import static org.assertj.core.api.Assertions.assertThat;

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
      taken += limit.take(address, INVOICE) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void stopsAGuesserAndNeitherTheHolderNorOtherInvoices() {
    assertThat(taken(GUESSER, 50)).isEqualTo(LookUpLimit.FAILURES);
    assertThat(limit.take(HOLDER, INVOICE)).isTrue();
    assertThat(limit.take(GUESSER, OTHER)).isTrue();
    now = now.plus(LookUpLimit.WINDOW);
    assertThat(limit.take(GUESSER, INVOICE)).isTrue();
  }

  @Test
  void doesNotCountWhatFits() {
    for (int i = 0; i < 50; i++) {
      assertThat(limit.take(HOLDER, INVOICE)).isTrue();
      limit.giveBack(HOLDER, INVOICE);
    }
    assertThat(taken(HOLDER, 50)).isEqualTo(LookUpLimit.FAILURES);
  }

  @Test
  void leavesEachCallerOneLookUpWhenManyGuess() {
    for (int i = 1; i <= 50; i++) {
      taken("203.0.113." + i, LookUpLimit.FAILURES);
    }
    assertThat(taken("203.0.113.99", 5)).isEqualTo(1);
    assertThat(limit.take(HOLDER, INVOICE)).isTrue();
    limit.giveBack(HOLDER, INVOICE);
    assertThat(limit.take(HOLDER, INVOICE)).isTrue();
  }

  @Test
  void takesAllAddressesOfOneNetworkForOneCaller() {
    assertThat(taken("2001:db8:0:1::1", LookUpLimit.FAILURES)).isEqualTo(LookUpLimit.FAILURES);
    assertThat(limit.take("2001:db8:0:1:ffff::2", INVOICE)).isFalse();
    assertThat(limit.take("2001:db8:0:2::1", INVOICE)).isTrue();
  }

  /** A /48 is to be had for nothing, and has 65 536 networks of 64 bits. */
  @Test
  void holdsTheManyNetworksOfOneIpv6SiteTogether() {
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += taken("2001:db8:1:%x::1".formatted(i), 1);
    }
    assertThat(taken).isEqualTo(4 * LookUpLimit.FAILURES);
    assertThat(limit.take("2001:db8:2::1", INVOICE)).isTrue();
  }

  @Test
  void holdsAllCallersTogetherForADayHoweverManyNetworksTheyHave() {
    int taken = 0;
    for (int hour = 0; hour < 24; hour++) {
      for (int i = 0; i < 5_000; i++) {
        taken += taken("10.%d.%d.%d".formatted(hour, i / 250, i % 250), 1);
      }
      now = now.plusSeconds(3_500);
    }
    assertThat(taken).isEqualTo(LookUpLimit.FAILURES_A_DAY);
    assertThat(limit.take(HOLDER, INVOICE)).isFalse();
    assertThat(limit.take(HOLDER, OTHER)).isTrue();
    now = now.plus(LookUpLimit.DAY);
    assertThat(limit.take(HOLDER, INVOICE)).isTrue();
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
