package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.kill.oracle.Difference;

class ValidatorKillsTest {

  private static final Duration MOST = Duration.ofSeconds(20);

  @Test
  void aBillThatWaitsLongerThanTheBoundIsADifferenceThatNamesValidatorAndMilliseconds() {
    assertThat(ValidatorKills.stalled("ledger-agency", Duration.ofMillis(20_001), MOST))
        .map(Difference::toString)
        .hasValue(
            "ledger-agency: a bill handed in while it was away waited 20001 ms for its finality,"
                + " more than 20000 ms");
  }

  @Test
  void aWaitWithinTheBoundIsNone() {
    assertThat(ValidatorKills.stalled("ledger-agency", MOST, MOST)).isEmpty();
    assertThat(ValidatorKills.stalled("ledger-agency", null, MOST)).isEmpty();
  }
}
