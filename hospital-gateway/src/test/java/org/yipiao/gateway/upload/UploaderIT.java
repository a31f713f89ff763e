package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.RegisterServer;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.gateway.charge.Acceptance;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import tools.jackson.databind.json.JsonMapper;

class UploaderIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Locale LANGUAGE = Locale.SIMPLIFIED_CHINESE;

  @TempDir private Path directory;
  private final TestHospital hospital = new TestHospital();
  private RegisterServer register;
  private TestDesk desk;
  private final UplinkState uplinkState =
      new UplinkState(Clock.systemUTC(), (document, progress) -> {});

  @BeforeEach
  void open() throws IOException {
    register = RegisterServer.start();
    desk = TestDesk.open(directory, hospital, 10_000);
  }

  @AfterEach
  void close() {
    desk.close();
    register.close();
  }

  private Uploader uploader() {
    return uploader(Clock.systemUTC(), uplinkState);
  }

  private Uploader uploader(InstantSource time, UplinkState state) {
    Uplink.Tokens tokens =
        new Uplink.Tokens() {
          @Override
          public String token() {
            return "test";
          }

          @Override
          public void forget(String refused) {}
        };
    UploadSettings settings =
        new UploadSettings(
            300,
            6 << 20,
            3,
            Duration.ofMillis(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(5),
            Duration.ofMillis(50));
    return new Uploader(
        desk.spool(),
        new HttpRegister(
            new Uplink(register.uri(), tokens, Duration.ofSeconds(2), LANGUAGE),
            JsonMapper.builder().build()),
        hospital.batches(Duration.ofHours(1)),
        settings,
        time,
        state);
  }

  private List<Long> accept(int count) {
    return accept(0, count);
  }

  private List<Long> accept(int from, int count) {
    List<Acceptance> answers =
        desk.charges()
            .accept(
                IntStream.range(from, from + count)
                    .mapToObj(i -> Messages.charge("B" + i))
                    .toList());
    List<Long> invoices = new ArrayList<>();
    for (Acceptance answer : answers) {
      assertThat(answer).isInstanceOf(Acceptance.Accepted.class);
      invoices.add(((Acceptance.Accepted) answer).invoice().invoiceId().value());
    }
    return invoices;
  }

  private void awaitDrained() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          Spool.Depth depth = desk.spool().depth();
          return depth.waiting() + depth.inBatches() + depth.held() == 0;
        });
    assertThat(register.faults()).isEmpty();
  }

  /** All are final but so many, whatever still comes and goes with those. */
  private void awaitAllFinalBut(int others, List<Long> invoices) {
    await()
        .atMost(PATIENCE)
        .until(() -> register.finalInvoices().size() == invoices.size() - others);
    await()
        .atMost(PATIENCE)
        .until(() ->
            IntStream.rangeClosed(1, invoices.size())
                    .filter(i -> desk.spool().progress(i) instanceof Progress.Final)
                    .count()
                == invoices.size() - others);
    assertThat(register.faults()).isEmpty();
  }

  @Test
  void sendsTheOthersAtOnceWithoutADocumentThatTheRegisterNames() {
    List<Long> invoices = accept(20);
    register.refusedDocuments.add(invoices.get(6));
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitDrained();
    }
    assertThat(register.finalInvoices()).hasSize(19);
    assertThat(desk.spool().depth().quarantined()).isEqualTo(1);
    assertThat(register.posts).hasValue(2);
    assertThat(register.batchSizes()).containsExactly(19);
  }

  @Test
  void findsTheDocumentForWhichABatchIsRefusedWithoutANameAndBringsTheOthersHome() {
    List<Long> invoices = accept(20);
    register.unreadableDocuments.add(invoices.get(6));
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitAllFinalBut(1, invoices);
      await()
          .atMost(PATIENCE)
          .until(() -> desk.spool().progress(7) instanceof Progress.Held held && held.times() > 1);
      assertThat(desk.spool().progress(7))
          .isInstanceOfSatisfying(
              Progress.Held.class, held -> assertThat(held.code()).isEqualTo("BODY_UNREADABLE"));

      register.unreadableDocuments.clear();

      awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
  }

  @Test
  void findsTheDocumentOverWhichTheRegisterFails() {
    List<Long> invoices = accept(20);
    register.poisonousDocuments.add(invoices.get(19));
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitAllFinalBut(1, invoices);
      register.poisonousDocuments.clear();
      awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
  }

  @Test
  void sendsADocumentAgainThatTheRegistersClockHoldsForIssuedInTheFuture() {
    List<Long> invoices = accept(10);
    register.futureDocuments.add(invoices.get(3));
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitAllFinalBut(1, invoices);
      await().atMost(PATIENCE).until(() -> desk.spool().progress(4) instanceof Progress.Held);
      assertThat(desk.spool().depth().quarantined()).isZero();
    }
    desk.close();
    desk = TestDesk.open(directory, hospital, 0);
    assertThat(desk.spool().progress(4))
        .isInstanceOfSatisfying(
            Progress.Held.class, held -> assertThat(held.code()).isEqualTo("ISSUED_IN_THE_FUTURE"));
    register.futureDocuments.clear();
    try (Uploader restarted = uploader()) {
      restarted.start();

      awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(desk.spool().progress(4)).isInstanceOf(Progress.Final.class);
  }

  @Test
  void takesOverWhatTheRegisterHasFinalOfABatchWhoseAnswerWasLost() {
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    register.loseAnswers = true;
    register.hideBatches = true;
    List<Long> invoices = accept(5);
    try (Uploader uploader = uploader(() -> Instant.now().plus(later.get()), uplinkState)) {
      uploader.start();
      await().atMost(PATIENCE).until(() -> !register.batchSizes().isEmpty());

      later.set(Duration.ofHours(2)); // the transaction expired, the register knows no batch

      awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(desk.spool().depth().quarantined()).isZero();
    for (int sequence = 1; sequence <= 5; sequence++) {
      assertThat(desk.spool().progress(sequence))
          .isEqualTo(new Progress.Final(Instant.parse("2026-06-01T02:03:06Z")));
    }
  }

  @Test
  void quarantinesADocumentWhoseNumberStandsForAnotherOne() {
    List<Long> invoices = accept(3);
    register.occupy(invoices.get(1), "00".repeat(32));
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitDrained();
    }
    assertThat(desk.spool().progress(2))
        .isInstanceOfSatisfying(
            Progress.Quarantined.class,
            found -> {
              assertThat(found.code()).isEqualTo("NUMBER_TAKEN");
              assertThat(RefusalWords.say(found.reason(), LANGUAGE)).isEqualTo("登记处在该号码下已有另一份票据");
            });
  }

  @Test
  void sendsAQuarantinedDocumentAgainOnceAPersonSaysSo() {
    List<Long> invoices = accept(3);
    register.refusedDocuments.add(invoices.get(1));
    try (Uploader uploader = uploader()) {
      uploader.start();
      awaitDrained();
      assertThat(desk.spool().quarantined(1, 10)).extracting("sequence").containsExactly(2L);
      assertThat(uploader.retry(1)).isFalse();
      assertThat(uploader.retry(99)).isFalse();

      register.refusedDocuments.clear();
      assertThat(uploader.retry(2)).isTrue();

      awaitDrained();
      assertThat(uploader.retry(2)).isFalse();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(desk.spool().quarantined(1, 10)).isEmpty();
    assertThat(desk.spool().depth()).isEqualTo(new Spool.Depth(0, 0, 0, 0));
  }

  @Test
  void answersTheCashierWhileTheUplinkIsDownAndCatchesUpInBatches() {
    register.down = true;
    try (Uploader uploader = uploader()) {
      uploader.start();
      List<Long> invoices = accept(700);
      uploader.wake();
      await().atMost(PATIENCE).until(() -> uplinkState.failure() != null);
      assertThat(register.finalInvoices()).isEmpty();

      register.down = false;

      awaitDrained();
      assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
      assertThat(register.batchSizes()).allMatch(size -> size <= 300).hasSizeLessThan(20);
      assertThat(uplinkState.failure()).isNull();
      assertThat(desk.spool().progress(1)).isInstanceOf(Progress.Final.class);
    }
  }

  @Test
  void quarantinesARefusedDocumentAndBringsTheOthersHome() {
    List<Long> invoices = accept(10);
    register.refusedDocuments.add(invoices.get(3));
    register.refusedOutcomes.add(invoices.get(7));
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitDrained();
    }
    assertThat(register.finalInvoices()).hasSize(8);
    assertThat(desk.spool().depth().quarantined()).isEqualTo(2);
    assertThat(desk.spool().progress(4))
        .isInstanceOfSatisfying(
            Progress.Quarantined.class, found -> assertThat(found.code()).isEqualTo("SCHEMA"));
    assertThat(desk.spool().progress(8))
        .isInstanceOfSatisfying(
            Progress.Quarantined.class,
            found -> {
              assertThat(found.code()).isEqualTo("NUMBER_NOT_ALLOCATED");
              assertThat(RefusalWords.say(found.reason(), LANGUAGE)).isEqualTo("票据号码不在签名医院的任何号段内。");
            });
    assertThat(register.askedIn).isEqualTo("zh-CN");
  }

  @Test
  void signsAnewOnlyWhatExpiredForGood() {
    register.expireNext = 2;
    List<Long> invoices = accept(5);
    try (Uploader uploader = uploader()) {
      uploader.start();

      awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(register.batchSizes()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void takesUpWhatExpiredWhileTheNextBatchWasBeingMade() {
    register.down = true;
    CountDownLatch making = new CountDownLatch(1);
    CountDownLatch startedOver = new CountDownLatch(1);
    InstantSource time =
        () -> {
          if (Thread.currentThread().getName().equals("upload-dispatcher")
              && desk.spool().depth().inBatches() > 0) {
            making.countDown();
            awaitUninterruptibly(startedOver);
          }
          return Instant.now();
        };
    UplinkState state =
        new UplinkState(Clock.systemUTC(), (document, progress) -> startedOver.countDown());
    try (Uploader uploader = uploader(time, state)) {
      uploader.start();
      accept(1);
      uploader.wake();
      await().atMost(PATIENCE).until(() -> desk.spool().depth().inBatches() == 1);
      List<Long> invoices = accept(2);
      uploader.wake();
      await().atMost(PATIENCE).until(() -> making.getCount() == 0);

      register.expireNext = 1;
      register.down = false;

      awaitDrained();
      assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void sendsTheSameBytesAgainWhenAnAnswerIsLostEvenAfterARestart() {
    register.loseAnswers = true;
    List<Long> invoices = accept(5);
    try (Uploader uploader = uploader()) {
      uploader.start();
      await().atMost(PATIENCE).until(() -> !register.batchSizes().isEmpty());
    }
    desk.close();
    register.loseAnswers = false;
    desk = TestDesk.open(directory, hospital, 0);
    try (Uploader restarted = uploader()) {
      restarted.start();

      awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
  }

  @Test
  void worksOffABacklogInBoundedBatchesAcrossARestart() {
    catchUpAfterARestart(2_000);
  }

  @Test
  @Tag("long")
  void worksOffTheBacklogOfHoursInBoundedBatchesAcrossARestart() {
    desk.close();
    desk = TestDesk.open(directory.resolve("hours"), hospital, 60_000);
    catchUpAfterARestart(50_000);
  }

  /** Only what is in batches is ever read into memory: at most three of 300 here. */
  private void catchUpAfterARestart(int bills) {
    register.down = true;
    Path opened = bills > 10_000 ? directory.resolve("hours") : directory;
    List<Long> invoices = new ArrayList<>();
    try (Uploader uploader = uploader()) {
      uploader.start();
      for (int from = 0; from < bills; from += 1_000) {
        invoices.addAll(accept(from, 1_000));
        uploader.wake();
        assertThat(desk.spool().depth().inBatches()).isLessThanOrEqualTo(900);
      }
    }
    assertThat(register.finalInvoices()).isEmpty();
    desk.close();
    desk = TestDesk.open(opened, hospital, 0);
    assertThat(desk.spool().depth().waiting() + desk.spool().depth().inBatches()).isEqualTo(bills);

    register.down = false;
    try (Uploader restarted = uploader()) {
      restarted.start();
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> {
            Spool.Depth depth = desk.spool().depth();
            assertThat(depth.inBatches()).isLessThanOrEqualTo(900);
            return depth.waiting() + depth.inBatches() == 0;
          });
    }
    assertThat(register.faults()).isEmpty();
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(register.batchSizes()).allMatch(size -> size <= 300);
  }
}
