package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.kill.oracle.Difference;

class PatientKillsTest {

  private static final Duration MOST = Duration.ofSeconds(30);

  @Test
  void patientsWithoutAnAnswerAreADifferenceThatNamesThemAndWhatWasKilled() {
    assertThat(PatientKills.unanswered("redis", new TreeSet<>(Set.of(5, 2)), MOST))
        .map(Difference::toString)
        .hasValue("redis: is back, and patients [2, 5] had no answer within 30000 ms");
  }

  @Test
  void noneWaitingIsNone() {
    assertThat(PatientKills.unanswered("redis", Set.of(), MOST)).isEmpty();
  }

  @Test
  void killsPartsThatThePlatformHas() {
    assertThat(Parts.ALL).containsAll(Parts.BEFORE_PATIENTS);
    assertThat(Parts.BEFORE_PATIENTS).containsAll(Parts.CARRY_STREAMS);
    assertThat(PatientKills.settings().keySet()).isSubsetOf(Parts.ALL);
  }
}
