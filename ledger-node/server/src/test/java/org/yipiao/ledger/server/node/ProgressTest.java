package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgressTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Progress progress = new Progress();

  @Test
  @Timeout(60)
  void whoLooksDoesNotHoldUpWhatMoves() throws Exception {
    var looking = new CountDownLatch(1);
    var moved = new CountDownLatch(1);
    var so = new AtomicBoolean();
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          others.submit(() ->
              progress.await(
                  () -> {
                    boolean seen = so.get();
                    looking.countDown();
                    passed(moved);
                    return seen;
                  },
                  LONG));
      looking.await();
      so.set(true);

      progress.moved(); // returns although somebody is looking, who looks again because of it
      moved.countDown();

      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void saysWhatIsNotSoWhenTheTimeIsOver() throws Exception {
    assertThat(progress.await(() -> false, Duration.ZERO)).isFalse();
    assertThat(progress.await(() -> true, Duration.ZERO)).isTrue();
  }

  private static void passed(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
