package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.server.ClaimsServiceApplication;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.payout.BankRail;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.platform.id.ClaimId;

/** Two processes' worth of the service on one database. */
class TwoInstancesIT extends RunningClaims {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Autowired private ClaimRunner runner;
  @Autowired private Environment environment;

  /** Passes to another bank, and notices two threads that ask it of one claim at a time. */
  private static final class WatchedBank implements BankRail {
    private final Map<String, AtomicInteger> within = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();

    private <T> T watched(String messageId, java.util.function.Supplier<T> call) {
      AtomicInteger here = within.computeIfAbsent(messageId, _ -> new AtomicInteger());
      most.accumulateAndGet(here.incrementAndGet(), Math::max);
      try {
        return call.get();
      } finally {
        here.decrementAndGet();
      }
    }

    @Override
    public Handover send(PayerTenant payer, String messageId, byte[] message) {
      return watched(messageId, () -> BANK.send(payer, messageId, message));
    }

    @Override
    public Report report(PayerTenant payer, String messageId) {
      return watched(messageId, () -> BANK.report(payer, messageId));
    }
  }

  private ClaimId submit(String person) {
    return submit("agency", person, simple(10_000));
  }

  private String insured() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    return person;
  }

  private DatabaseAccess database() {
    return new DatabaseAccess(
        environment.getRequiredProperty("spring.datasource.url"),
        environment.getRequiredProperty("spring.datasource.username"),
        environment.getRequiredProperty("spring.datasource.password"));
  }

  @Test
  void neverDriveOneClaimAtTheSameTime() {
    var bank = new WatchedBank();
    bankAt(bank);
    List<ClaimId> submitted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      submitted.add(submit(insured()));
    }
    var settings = settings(database());
    settings.put("yipiao.claims.drive-claims", "true");
    settings.put("server.port", "0");
    try (var second =
        new SpringApplicationBuilder(Surroundings.class, ClaimsServiceApplication.class)
            .run(
                settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new))) {
      assertThat(second.getBean(ClaimRunner.class).isRunning()).isTrue();
      runner.start();
      for (int i = 0; i < 40; i++) {
        submitted.add(submit(insured()));
        runner.wake();
        second.getBean(ClaimRunner.class).wake();
      }
      await()
          .atMost(PATIENCE)
          .until(() ->
              submitted.stream()
                  .allMatch(id -> claims.find(id).orElseThrow().state() == ClaimState.PAID));
    } finally {
      runner.stop();
    }

    assertThat(bank.most.get()).isEqualTo(1);
    for (ClaimId id : submitted) {
      assertThat(BANK.paid(id.value())).isEqualTo(1);
      wentStraight(claims.timeline(id));
    }
  }

  @Test
  void leaveAClaimToWhoHoldsItUntilItsLeaseEnds() {
    ClaimId id = submit(insured());
    Instant ends = claims.now().plusSeconds(30);
    assertThat(claims.lease(id, "one", ends)).isTrue();
    assertThat(claims.lease(id, "two", ends)).isFalse();
    assertThat(claims.due(payer("agency").id(), 1_000)).doesNotContain(id);
    assertThat(claims.lease(id, "one", ends.plusSeconds(30))).isTrue();

    claims.giveBack(id, "two");
    assertThat(claims.lease(id, "two", ends)).isFalse();
    claims.giveBack(id, "one");
    assertThat(claims.due(payer("agency").id(), 1_000)).contains(id);
    assertThat(claims.lease(id, "two", ends)).isTrue();
    claims.giveBack(id, "two");
  }

  @Test
  void takeOverAClaimWhoseDriverNeverComesBack() {
    ClaimId id = submit(insured());
    Instant ends = claims.now().plusMillis(1_500);
    assertThat(claims.lease(id, "a process that is gone", ends)).isTrue();

    runner.start();
    try {
      await().atMost(PATIENCE).until(() -> claims.find(id).orElseThrow().state().ended());
    } finally {
      runner.stop();
    }

    List<TimelineEntry> timeline = claims.timeline(id);
    wentStraight(timeline);
    assertThat(timeline.get(1).at()).isAfterOrEqualTo(ends);
  }

  @Test
  void loseNothingWhenADriverThatWasGivenUpWakesUpAgain() throws Exception {
    var asked = new CountDownLatch(1);
    var woken = new CountDownLatch(1);
    var first = new java.util.concurrent.atomic.AtomicBoolean(true);
    bankAt(
        new BankRail() {
          @Override
          public Handover send(PayerTenant payer, String messageId, byte[] message) {
            return BANK.send(payer, messageId, message);
          }

          @Override
          public Report report(PayerTenant payer, String messageId) {
            if (first.getAndSet(false)) {
              asked.countDown();
              await().atMost(PATIENCE).until(() -> woken.getCount() == 0);
            }
            return BANK.report(payer, messageId);
          }
        });
    ClaimId id = submit(insured());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sleeper = threads.submit(() -> drive(id));
      assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      Claim claim = drive(id);
      assertThat(claim.state()).isEqualTo(ClaimState.PAID);
      woken.countDown();

      assertThat(sleeper.get().state()).isEqualTo(ClaimState.PAID);
    }
    wentStraight(claims.timeline(id));
    assertThat(BANK.paid(id.value())).isEqualTo(1);
    assertThat(transactions(id)).containsExactly("RESERVE 1 FINAL", "SETTLE 1 FINAL");
  }
}
