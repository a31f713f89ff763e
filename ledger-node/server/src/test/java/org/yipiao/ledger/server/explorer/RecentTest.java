package org.yipiao.ledger.server.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentTest {

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private long height;
  private int made;
  private boolean fails;
  private final Recent<String> recent = new Recent<>(() -> height, () -> now, this::make);

  private String make() {
    if (fails) {
      throw new IllegalStateException("the store is damaged");
    }
    made++;
    return "block " + height;
  }

  @Test
  void isMadeOnceForEachBlockHoweverManyAsk() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(recent.get()).isEqualTo("block 0");
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(made).isEqualTo(1);
  }

  @Test
  void isMadeOnceASecondHoweverFastBlocksCome() {
    for (int i = 0; i < 1_000; i++) {
      height++;
      recent.get();
      now = now.plusMillis(10);
    }
    assertThat(made).isEqualTo(10);
  }

  @Test
  void isOfTheLastBlockWhenASecondHasPassed() {
    recent.get();
    height = 7;
    now = now.plusMillis(999);
    assertThat(recent.get()).isEqualTo("block 0");
    now = now.plusMillis(1);
    assertThat(recent.get()).isEqualTo("block 7");
  }

  @Test
  void isNotOldForLongWhereAClockIsSetBack() {
    recent.get();
    height = 7;
    now = now.minus(Duration.ofHours(1));
    assertThat(recent.get()).isEqualTo("block 7");
  }

  @Test
  void isMadeAgainWhereItCouldNotBe() {
    fails = true;
    assertThatThrownBy(recent::get).isInstanceOf(IllegalStateException.class);
    fails = false;
    assertThat(recent.get()).isEqualTo("block 0");
  }
}
