package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.gateway.upload.TestUploader.LANGUAGE;
import static org.yipiao.gateway.upload.TestUploader.PATIENCE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;

/** Documents that the register refuses, puts off or fails over: the others come home at once. */
class UploadFaultsIT extends UploadsToARegister {

  @Test
  void sendsTheOthersAtOnceWithoutADocumentThatTheRegisterNames() {
    List<Long> invoices = gateway.accept(20);
    register.refusedDocuments.add(invoices.get(6));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitDrained();
    }
    assertThat(register.finalInvoices()).hasSize(19);
    assertThat(gateway.spool().depth().quarantined()).isEqualTo(1);
    assertThat(register.posts).hasValue(2);
    assertThat(register.batchSizes()).containsExactly(19);
  }

  @Test
  void findsTheDocumentForWhichABatchIsRefusedWithoutANameAndBringsTheOthersHome() {
    List<Long> invoices = gateway.accept(20);
    register.unreadableDocuments.add(invoices.get(6));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitAllFinalBut(1, invoices);
      await().atMost(PATIENCE).until(() -> heldAgain(7));
      assertThat(gateway.spool().progress(7))
          .isInstanceOfSatisfying(
              Progress.Held.class, held -> assertThat(held.code()).isEqualTo("BODY_UNREADABLE"));

      register.unreadableDocuments.clear();

      gateway.awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
  }

  private boolean heldAgain(long sequence) {
    return gateway.spool().progress(sequence) instanceof Progress.Held held && held.times() > 1;
  }

  @Test
  void findsTheDocumentOverWhichTheRegisterFails() {
    List<Long> invoices = gateway.accept(20);
    register.poisonousDocuments.add(invoices.get(19));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitAllFinalBut(1, invoices);
      register.poisonousDocuments.clear();
      gateway.awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
  }

  @Test
  void sendsADocumentAgainThatTheRegistersClockHoldsForIssuedInTheFuture() {
    List<Long> invoices = gateway.accept(10);
    register.futureDocuments.add(invoices.get(3));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitAllFinalBut(1, invoices);
      await().atMost(PATIENCE).until(() -> gateway.spool().progress(4) instanceof Progress.Held);
      assertThat(gateway.spool().depth().quarantined()).isZero();
    }
    gateway.reopen();
    assertThat(gateway.spool().progress(4))
        .isInstanceOfSatisfying(
            Progress.Held.class, held -> assertThat(held.code()).isEqualTo("ISSUED_IN_THE_FUTURE"));
    register.futureDocuments.clear();
    try (Uploader restarted = gateway.uploader()) {
      restarted.start();

      gateway.awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(gateway.spool().progress(4)).isInstanceOf(Progress.Final.class);
  }

  @Test
  void takesOverWhatTheRegisterHasFinalOfABatchWhoseAnswerWasLost() {
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    register.loseAnswers = true;
    register.hideBatches = true;
    List<Long> invoices = gateway.accept(5);
    try (Uploader uploader = gateway.uploader(() -> Instant.now().plus(later.get()))) {
      uploader.start();
      await().atMost(PATIENCE).until(() -> !register.batchSizes().isEmpty());

      later.set(Duration.ofHours(2)); // the transaction expired, the register knows no batch

      gateway.awaitDrained();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(gateway.spool().depth().quarantined()).isZero();
    for (int sequence = 1; sequence <= 5; sequence++) {
      assertThat(gateway.spool().progress(sequence))
          .isEqualTo(new Progress.Final(Instant.parse("2026-06-01T02:03:06Z")));
    }
  }

  @Test
  void quarantinesADocumentWhoseNumberStandsForAnotherOne() {
    List<Long> invoices = gateway.accept(3);
    register.occupy(invoices.get(1), "00".repeat(32));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitDrained();
    }
    assertThat(gateway.spool().progress(2))
        .isInstanceOfSatisfying(
            Progress.Quarantined.class,
            found -> {
              assertThat(found.code()).isEqualTo("NUMBER_TAKEN");
              assertThat(RefusalWords.say(found.reason(), LANGUAGE))
                  .as("the register's own words")
                  .isEqualTo("/documents/1/document: no");
            });
  }

  @Test
  void quarantinesARefusedDocumentAndBringsTheOthersHome() {
    List<Long> invoices = gateway.accept(10);
    register.refusedDocuments.add(invoices.get(3));
    register.refusedOutcomes.add(invoices.get(7));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();

      gateway.awaitDrained();
    }
    assertThat(register.finalInvoices()).hasSize(8);
    assertThat(gateway.spool().depth().quarantined()).isEqualTo(2);
    assertThat(gateway.spool().progress(4))
        .isInstanceOfSatisfying(
            Progress.Quarantined.class, found -> assertThat(found.code()).isEqualTo("SCHEMA"));
    assertThat(gateway.spool().progress(8))
        .isInstanceOfSatisfying(
            Progress.Quarantined.class,
            found -> {
              assertThat(found.code()).isEqualTo("NUMBER_NOT_ALLOCATED");
              assertThat(RefusalWords.say(found.reason(), LANGUAGE)).isEqualTo("票据号码不在签名医院的任何号段内。");
            });
    assertThat(register.askedIn).isEqualTo("zh-CN");
  }

  @Test
  void sendsAQuarantinedDocumentAgainOnceAPersonSaysSo() {
    List<Long> invoices = gateway.accept(3);
    register.refusedDocuments.add(invoices.get(1));
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();
      gateway.awaitDrained();
      assertThat(gateway.spool().quarantined(1, 10)).extracting("sequence").containsExactly(2L);
      assertThat(uploader.retry(1)).isFalse();
      assertThat(uploader.retry(99)).isFalse();

      register.refusedDocuments.clear();
      assertThat(uploader.retry(2)).isTrue();

      gateway.awaitDrained();
      assertThat(uploader.retry(2)).isFalse();
    }
    assertThat(register.finalInvoices().keySet()).containsExactlyInAnyOrderElementsOf(invoices);
    assertThat(gateway.spool().quarantined(1, 10)).isEmpty();
    assertThat(gateway.spool().depth()).isEqualTo(new Spool.Depth(0, 0, 0, 0));
  }
}
