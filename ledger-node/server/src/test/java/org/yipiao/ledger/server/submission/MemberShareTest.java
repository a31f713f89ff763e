package org.yipiao.ledger.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.store.RocksKeyValueStore;

/** One member submits more than its part. */
class MemberShareTest {

  private static final int GREEDY = 4;
  private static final int OTHER = 5;
  private static final SubmissionLimits LIMITS =
      new SubmissionLimits(12, 4_000, Duration.ofSeconds(5));

  @TempDir Path directory;
  private RocksKeyValueStore store;
  private SubmissionQueue queue;

  @BeforeEach
  void open() {
    store = RocksKeyValueStore.open(directory);
    queue = queue();
  }

  @AfterEach
  void close() {
    queue.close();
    store.close();
  }

  private SubmissionQueue queue() {
    var opened = new SubmissionQueue(store, InstantSource.fixed(Instant.EPOCH), LIMITS, _ -> true);
    opened.start();
    return opened;
  }

  private static TransactionKey key(int member) {
    return new TransactionKey(member, TransactionId.random(new SecureRandom()));
  }

  private Acceptance accept(TransactionKey key, int bytes) {
    return queue.accept(key, Long.MAX_VALUE, new byte[bytes]);
  }

  @Test
  void isRefusedAboveAQuarterOfTheQueueAndTheOthersAreNot() {
    var first = key(GREEDY);
    assertThat(accept(first, 1)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Full.class);

    assertThat(accept(first, 1)).as("known already").isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(OTHER), 1)).isInstanceOf(Acceptance.Accepted.class);
    queue.settled(List.of(first));
    assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Full.class);
  }

  @Test
  void isRefusedAboveAQuarterOfTheBytes() {
    assertThat(accept(key(GREEDY), 600)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(GREEDY), 401)).isInstanceOf(Acceptance.Full.class);
    assertThat(accept(key(OTHER), 1_000)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(accept(key(GREEDY), 400)).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  void isRefusedOnceAllMembersTogetherHaveFilledTheQueue() {
    for (int member = 1; member <= 4; member++) {
      for (int i = 0; i < 3; i++) {
        assertThat(accept(key(member), 1)).isInstanceOf(Acceptance.Accepted.class);
      }
    }
    assertThat(accept(key(9), 1)).isInstanceOf(Acceptance.Full.class);
    assertThat(queue.depth()).isEqualTo(12);
  }

  @Test
  void keepsItsPartOverARestart() {
    for (int i = 0; i < 3; i++) {
      assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Accepted.class);
    }
    queue.close();
    queue = queue();
    assertThat(accept(key(GREEDY), 1)).isInstanceOf(Acceptance.Full.class);
    assertThat(accept(key(OTHER), 1)).isInstanceOf(Acceptance.Accepted.class);
  }
}
