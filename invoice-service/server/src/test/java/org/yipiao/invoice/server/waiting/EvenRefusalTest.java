package org.yipiao.invoice.server.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EvenRefusalTest {

  private static final long STEP = EvenRefusal.STEP.toNanos();

  @Test
  void fillsTheStepThatHasBegun() {
    assertThat(EvenRefusal.rest(1)).isEqualTo(Duration.ofNanos(STEP - 1));
    assertThat(EvenRefusal.rest(STEP - 1)).isEqualTo(Duration.ofNanos(1));
    assertThat(EvenRefusal.rest(STEP)).isEqualTo(EvenRefusal.STEP);
    assertThat(EvenRefusal.rest(3 * STEP + 7)).isEqualTo(Duration.ofNanos(STEP - 7));
  }
}
