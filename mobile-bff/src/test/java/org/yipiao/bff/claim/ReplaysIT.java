package org.yipiao.bff.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.bff.upstream.IdempotencyKey;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.problem.ProblemException;

class ReplaysIT {

  private static final IdempotencyKey KEY = new IdempotencyKey("k");

  private final Redis redis = new Redis(SharedTestServers.get().redisUrl());
  private final Seal seal = new Seal(new byte[32]);
  private final Replays replays = new Replays(redis, seal);
  private final String person = RandomText.next();

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void aTapWhoseProcessDiedCanBeSentAgainAfterTenSeconds() {
    var key = Redis.key("tap", seal.tag(person), "answer", RandomText.digest(KEY.value()));
    var life = new AtomicLong();
    replays.once(
        person,
        KEY,
        "tap",
        () -> {
          life.set(redis.<Long>ask(commands -> commands.pttl(key)));
          return "{}";
        });
    assertThat(life.get()).isBetween(1L, Duration.ofSeconds(10).toMillis());
    assertThat(redis.<Long>ask(commands -> commands.pttl(key)))
        .isGreaterThan(Duration.ofSeconds(10).toMillis());
  }

  /** The first one took longer than it counts as under way, and then failed. */
  @Test
  void aTapThatFailsLateLeavesTheMarkerOfTheOneThatCameAfterIt() throws Exception {
    var key = Redis.key("tap", seal.tag(person), "answer", RandomText.digest(KEY.value()));
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var late =
        CompletableFuture.supplyAsync(
            () -> replays.once(person, KEY, "tap", () -> failAfter(begun, goOn)),
            task -> Thread.ofVirtual().start(task));
    begun.await();
    redis.<Long>ask(commands -> commands.del(key));
    var second =
        replays.once(
            person,
            KEY,
            "tap",
            () -> {
              goOn.countDown();
              assertThatThrownBy(late::join).hasMessageContaining("too late");
              assertThatThrownBy(() -> replays.once(person, KEY, "tap", () -> "third"))
                  .hasMessageContaining("IDEMPOTENCY_IN_FLIGHT");
              return "second";
            });
    assertThat(second).isEqualTo("second");
    assertThat(replays.once(person, KEY, "tap", () -> "third")).isEqualTo("second");
  }

  private static String failAfter(CountDownLatch begun, CountDownLatch goOn) {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("too late");
  }

  @Test
  void aTapThatFailedCanBeSentAgainAtOnce() {
    assertThatThrownBy(() ->
            replays.once(
                person,
                KEY,
                "tap",
                () -> {
                  throw new IllegalStateException("not now");
                }))
        .hasMessageContaining("not now");
    assertThat(replays.once(person, KEY, "tap", () -> "again")).isEqualTo("again");
  }

  @Test
  void theSameTapGetsItsAnswerAgainAndIsToWaitWhileItIsUnderWay() {
    var first =
        replays.once(
            person,
            KEY,
            "tap",
            () -> {
              assertThatThrownBy(() -> replays.once(person, KEY, "tap", () -> "second"))
                  .isInstanceOf(ProblemException.class)
                  .hasMessageContaining("IDEMPOTENCY_IN_FLIGHT");
              return "first";
            });
    assertThat(first).isEqualTo("first");
    assertThat(replays.once(person, KEY, "tap", () -> "third")).isEqualTo("first");
  }
}
