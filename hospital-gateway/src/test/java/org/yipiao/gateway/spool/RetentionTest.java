package org.yipiao.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir private Path directory;
  private Instant now = Bills.NOW;

  private Spool open() {
    return Spool.open(directory.resolve("spool"), directory.resolve("spool.key"));
  }

  @Test
  void dropsTheDocumentsOfFinalInvoicesAfterAWhileAndKeepsTheirAnswers() {
    PendingBatch first = Bills.batch(1, 1_200);
    try (Spool spool = open()) {
      Bills.accept(spool, 1, 1_300);
      spool.addBatch(first);
      spool.resolve(first, Bills.finals(first, now));
      Retention retention = new Retention(spool, WEEK, () -> now);
      now = now.plus(WEEK);
      assertThat(retention.dropDue()).isZero();
      assertThat(spool.document(1)).isPresent();
      now = now.plusSeconds(1);
      assertThat(retention.dropDue()).isEqualTo(1_200);
      assertThat(retention.dropDue()).isZero();
    }
    try (Spool spool = open()) {
      for (long sequence : List.of(1L, 600L, 1_200L)) {
        assertThat(spool.document(sequence)).isEmpty();
        assertThat(spool.bill("B" + sequence))
            .contains(Bills.bills(sequence, sequence).getFirst().bill());
        assertThat(spool.progress(sequence)).isEqualTo(new Progress.Final(Bills.NOW));
      }
      assertThat(spool.document(1_201)).isPresent();
      assertThat(spool.waiting(0, 1_000)).hasSize(100);
    }
  }

  @Test
  void neverDropsADocumentThatIsQuarantinedOrOnItsWay() {
    PendingBatch refused = Bills.batch(1, 1);
    PendingBatch under = Bills.batch(2, 2);
    try (Spool spool = open()) {
      Bills.accept(spool, 1, 3);
      spool.addBatch(refused);
      spool.resolve(
          refused,
          List.of(new Spool.Resolution(1, new Progress.Quarantined(now, "SCHEMA", "refused"))));
      spool.addBatch(under);
      now = now.plus(Duration.ofDays(3650));
      assertThat(new Retention(spool, WEEK, () -> now).dropDue()).isZero();
      for (long sequence = 1; sequence <= 3; sequence++) {
        assertThat(spool.document(sequence)).isPresent();
      }
    }
  }
}
