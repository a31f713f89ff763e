package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.gateway.upload.TestUploader.PATIENCE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;

/** Uplinks that fail, transactions that expire and gateways that start again: all comes home. */
class UploadRecoveryIT extends UploadsToARegister {

  @Test
  void answersTheCashierWhileTheUplinkIsDownAndCatchesUpInBatches() {
    register.down = true;
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();
      List<Long> invoices = gateway.accept(700);
      uploader.wake();
      await().atMost(PATIENCE).until(() -> gateway.state().failure() != null);
      assertThat(register.finalInvoices()).isEmpty();

      register.down = false;

      gateway.awaitDrained();
      assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
      assertThat(register.batchSizes()).allMatch(size -> size <= 300).hasSizeLessThan(20);
      assertThat(gateway.state().failure()).isNull();
      assertThat(gateway.spool().progress(1)).isInstanceOf(Progress.Final.class);
    }
  }

  @Test
  void signsAnewOnlyWhatExpiredForGood() {
    register.expireNext = 2;
    List<Long> invoices = gateway.accept(5);
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitDrained();
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
              && gateway.spool().depth().inBatches() > 0) {
            making.countDown();
            awaitUninterruptibly(startedOver);
          }
          return Instant.now();
        };
    UplinkState state =
        new UplinkState(Clock.systemUTC(), (document, progress) -> startedOver.countDown());
    try (Uploader uploader = gateway.uploader(time, state)) {
      uploader.start();
      gateway.accept(1);
      uploader.wake();
      await().atMost(PATIENCE).until(() -> gateway.spool().depth().inBatches() == 1);
      List<Long> invoices = gateway.accept(2);
      uploader.wake();
      await().atMost(PATIENCE).until(() -> making.getCount() == 0);

      register.expireNext = 1;
      register.down = false;

      gateway.awaitDrained();
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
    List<Long> invoices = gateway.accept(5);
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();
      await().atMost(PATIENCE).until(() -> !register.batchSizes().isEmpty());
    }
    gateway.reopen();
    register.loseAnswers = false;
    try (Uploader restarted = gateway.uploader()) {
      restarted.start();

      gateway.awaitDrained();
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
    catchUpAfterARestart(50_000);
  }

  /** Only what is in batches is ever read into memory: at most three of 300 here. */
  private void catchUpAfterARestart(int bills) {
    register.down = true;
    List<Long> invoices = new ArrayList<>();
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();
      for (int from = 0; from < bills; from += 1_000) {
        invoices.addAll(gateway.accept(from, 1_000));
        uploader.wake();
        assertThat(gateway.spool().depth().inBatches()).isLessThanOrEqualTo(900);
      }
    }
    assertThat(register.finalInvoices()).isEmpty();
    gateway.reopen();
    Spool.Depth opened = gateway.spool().depth();
    assertThat(opened.waiting() + opened.inBatches()).isEqualTo(bills);

    register.down = false;
    try (Uploader restarted = gateway.uploader()) {
      restarted.start();
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> {
            Spool.Depth depth = gateway.spool().depth();
            assertThat(depth.inBatches()).isLessThanOrEqualTo(900);
            return depth.waiting() + depth.inBatches() == 0;
          });
    }
    assertThat(register.faults()).isEmpty();
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(register.batchSizes()).allMatch(size -> size <= 300);
  }
}
