package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;

class WaitingDocumentsTest {

  private static final UploadSettings SETTINGS =
      new UploadSettings(
          3,
          1 << 20,
          2,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(1));

  @TempDir private Path directory;
  private final TestHospital hospital = new TestHospital();

  private static List<Long> sequences(List<SpooledDocument> documents) {
    return documents.stream().map(SpooledDocument::sequence).toList();
  }

  private PendingBatch batch(Spool spool, List<SpooledDocument> documents) {
    PendingBatch batch = hospital.batches(Duration.ofHours(1)).sign(documents, TestDesk.NOW);
    spool.addBatch(batch);
    return batch;
  }

  /** A batch expired for good just while the next one was being made. */
  @Test
  void doesNotPassOverDocumentsThatWaitAgainWhileTheNextBatchIsMade() throws Exception {
    try (TestDesk desk = TestDesk.open(directory, hospital, 100)) {
      desk.charges().accept(IntStream.range(0, 9).mapToObj(i -> Messages.charge("W" + i)).toList());
      WaitingDocuments waiting = new WaitingDocuments(desk.spool(), SETTINGS);
      List<SpooledDocument> first = waiting.next();
      PendingBatch expired = batch(desk.spool(), first);
      waiting.takenUpTo(first.getLast().sequence());

      List<SpooledDocument> second = waiting.next();
      assertThat(sequences(second)).containsExactly(4L, 5L, 6L);
      desk.spool()
          .resolve(
              expired,
              expired.sequences().stream()
                  .map(sequence -> new Spool.Resolution(sequence, new Progress.Accepted()))
                  .toList());
      waiting.startOver(1);
      batch(desk.spool(), second);
      waiting.takenUpTo(second.getLast().sequence());

      assertThat(sequences(waiting.next())).containsExactly(1L, 2L, 3L);
    }
  }
}
