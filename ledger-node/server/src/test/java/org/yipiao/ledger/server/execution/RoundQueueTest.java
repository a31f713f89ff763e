package org.yipiao.ledger.server.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.store.RocksKeyValueStore;

class RoundQueueTest {

  private static final Duration NO_WAIT = Duration.ZERO;

  @TempDir private Path directory;

  @Test
  void saysThatItWasInterruptedBeforeItGivesTheNextRound() throws Exception {
    try (var store = RocksKeyValueStore.open(directory)) {
      var queue = new RoundQueue(store, 0, RoundQueue.Limits.DEFAULT);
      // A gap is reported and the first round behind it appended before the executor wakes.
      queue.interrupt();
      queue.append(round(1_001));

      assertThat(queue.take(NO_WAIT)).isEmpty();
      assertThat(queue.take(NO_WAIT)).map(QueuedRound::number).contains(1_001L);
    }
  }

  private static QueuedRound round(long number) {
    return new QueuedRound(number, number, new byte[OrderHash.LENGTH], List.of());
  }
}
