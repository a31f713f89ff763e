package org.yipiao.ledger.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerRoomTest {

  private final AnswerRoom room = new AnswerRoom();

  @Test
  void oneAnswerAtATimeIsLarge() throws InterruptedException {
    var first = room.share();
    var second = room.share();
    assertThat(first.enlarge(Duration.ZERO)).isTrue();
    assertThat(first.enlarge(Duration.ZERO)).as("it is").isTrue();
    assertThat(second.enlarge(Duration.ZERO)).isFalse();
    first.close();
    assertThat(second.enlarge(Duration.ZERO)).isTrue();
    first.close();
    assertThat(room.share().enlarge(Duration.ZERO)).as("closed twice, given once").isFalse();
  }

  @Test
  void whatNobodyWantsAnyMoreIsNeverLarge() throws InterruptedException {
    var first = room.share();
    first.close();
    assertThat(first.enlarge(Duration.ZERO)).isFalse();
    assertThat(room.share().enlarge(Duration.ZERO)).isTrue();
  }

  @Test
  void whoWaitsForItGetsItOnceItIsFree() throws InterruptedException {
    var first = room.share();
    assertThat(first.enlarge(Duration.ZERO)).isTrue();
    var waits = new CompletableFuture<Boolean>();
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                waits.complete(room.share().enlarge(Duration.ofMinutes(5)));
              } catch (InterruptedException e) {
                waits.completeExceptionally(e);
              }
            });
    await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    first.close();
    assertThat(waits.join()).isTrue();
  }
}
