package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.UsedAssertions.Use;

class InMemoryUsedAssertionsTest {

  private static final int SHARE = 3;
  private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant UNTIL = BEGIN.plusSeconds(60);

  private Instant now = BEGIN;
  private final InMemoryUsedAssertions assertions = new InMemoryUsedAssertions(() -> now, SHARE);

  @Test
  void refusesAClientWhoseShareIsFullUntilItsAssertionsHaveExpiredAndNoOther() {
    for (int i = 0; i < SHARE; i++) {
      assertThat(assertions.use("one", "a" + i, UNTIL)).isEqualTo(Use.FIRST);
    }
    assertThat(assertions.use("one", "b", UNTIL)).isEqualTo(Use.UNKNOWN);
    assertThat(assertions.use("one", "a0", UNTIL)).isEqualTo(Use.REPLAYED);
    assertThat(assertions.use("other", "a0", UNTIL)).isEqualTo(Use.FIRST);
    assertThat(assertions.use("other", "a0", UNTIL)).isEqualTo(Use.REPLAYED);

    now = UNTIL.plusSeconds(1);
    assertThat(assertions.use("one", "b", UNTIL.plusSeconds(60))).isEqualTo(Use.FIRST);
  }
}
