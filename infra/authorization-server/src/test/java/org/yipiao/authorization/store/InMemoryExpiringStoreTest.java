package org.yipiao.authorization.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryExpiringStoreTest {

  private static final Duration LIFE = Duration.ofSeconds(60);

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final InMemoryExpiringStore store = new InMemoryExpiringStore(() -> now, 2);

  @Test
  void forgetsATextAtTheEndOfItsLife() {
    store.put("a", "1", LIFE);
    now = now.plus(LIFE).minusMillis(1);
    assertThat(store.get("a")).contains("1");
    now = now.plusMillis(1);
    assertThat(store.get("a")).isEmpty();
    assertThat(store.remove("a")).isFalse();
    assertThat(store.replace("a", "1", "2", LIFE)).isFalse();
  }

  @Test
  void replacesOnlyWhatIsExpectedAndRemovesOnce() {
    store.put("a", "1", LIFE);
    assertThat(store.replace("a", "0", "2", LIFE)).isFalse();
    assertThat(store.replace("a", "1", "2", LIFE)).isTrue();
    assertThat(store.get("a")).contains("2");
    assertThat(store.remove("a")).isTrue();
    assertThat(store.remove("a")).isFalse();
  }

  @Test
  void countsFromTheFirstIncrementOnAndThenAnew() {
    assertThat(store.increment("a", LIFE)).isEqualTo(1);
    now = now.plus(LIFE).minusMillis(1);
    assertThat(store.increment("a", LIFE)).isEqualTo(2);
    now = now.plusMillis(1);
    assertThat(store.increment("a", LIFE)).isEqualTo(1);
  }

  @Test
  void countsBackToNothingAndNoFurther() {
    store.decrement("a");
    assertThat(store.get("a")).isEmpty();
    store.increment("a", LIFE);
    store.decrement("a");
    store.decrement("a");
    assertThat(store.increment("a", LIFE)).isEqualTo(1);
    now = now.plus(LIFE);
    assertThat(store.get("a")).as("its life did not change").isEmpty();
  }

  @Test
  void takesNothingNewWhileItIsFullOfWhatLives() {
    store.put("a", "1", LIFE);
    store.increment("b", LIFE);
    assertThatThrownBy(() -> store.put("c", "1", LIFE))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> store.increment("c", LIFE))
        .isInstanceOf(StoreUnavailableException.class);
    store.put("a", "2", LIFE);
    now = now.plus(LIFE);
    store.put("c", "1", LIFE);
    assertThat(store.get("c")).contains("1");
  }
}
