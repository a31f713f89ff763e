package org.yipiao.authorization.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.shared.SharedTestServers;

class RedisExpiringStoreIT {

  private static final Duration LIFE = Duration.ofSeconds(60);

  private final RedisExpiringStore store =
      new RedisExpiringStore(SharedTestServers.get().redisUrl());
  private final String key = UUID.randomUUID().toString();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void replacesOnlyWhatIsExpectedAndRemovesOnce() {
    assertThat(store.replace(key, "1", "2", LIFE)).isFalse();
    store.put(key, "1", LIFE);
    assertThat(store.replace(key, "0", "2", LIFE)).isFalse();
    assertThat(store.replace(key, "1", "2", LIFE)).isTrue();
    assertThat(store.get(key)).contains("2");
    assertThat(store.remove(key)).isTrue();
    assertThat(store.remove(key)).isFalse();
  }

  @Test
  void forgetsWhatWasPutReplacedAndCounted() {
    var brief = Duration.ofMillis(200);
    store.put(key, "1", LIFE);
    store.replace(key, "1", "2", brief);
    store.put(key + "-put", "1", brief);
    store.increment(key + "-count", brief);
    store.increment(key + "-count", LIFE);
    await().until(() -> store.get(key).isEmpty());
    await().until(() -> store.get(key + "-put").isEmpty());
    await().until(() -> store.get(key + "-count").isEmpty());
    assertThat(store.increment(key + "-count", LIFE)).isEqualTo(1);
  }

  @Test
  void countsBackToNothingAndNoFurther() {
    store.decrement(key);
    assertThat(store.get(key)).isEmpty();
    store.increment(key, LIFE);
    store.decrement(key);
    store.decrement(key);
    assertThat(store.increment(key, LIFE)).isEqualTo(1);
  }

  @Test
  void ofManyAtOnceOneReplacesAndOneRemoves() throws Exception {
    store.put(key, "1", LIFE);
    assertThat(succeeded(() -> store.replace(key, "1", "2", LIFE))).isEqualTo(1);
    assertThat(succeeded(() -> store.remove(key))).isEqualTo(1);
  }

  private static long succeeded(Callable<Boolean> attempt) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = IntStream.range(0, 8).mapToObj(_ -> threads.submit(attempt)).toList();
      long count = 0;
      for (var each : asked) {
        count += each.get() ? 1 : 0;
      }
      return count;
    }
  }

  @Test
  void saysThatItCannotBeReached() {
    try (var away = new RedisExpiringStore("redis://127.0.0.1:9")) {
      assertThatThrownBy(() -> away.get(key)).isInstanceOf(StoreUnavailableException.class);
    }
  }
}
