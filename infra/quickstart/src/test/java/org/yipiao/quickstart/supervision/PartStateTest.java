package org.yipiao.quickstart.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PartStateTest {

  /** What may follow what, written down a second time. */
  private static final Set<String> ALLOWED =
      Set.of(
          "WAITING STARTING",
          "WAITING STOPPED",
          "STARTING SERVING",
          "STARTING FAILED",
          "STARTING STOPPING",
          "SERVING RESTARTING",
          "SERVING STOPPING",
          "RESTARTING SERVING",
          "RESTARTING STOPPING",
          "FAILED STOPPING",
          "STOPPING STOPPED");

  @Test
  void goesWhereItMayAndRefusesEveryOtherStepByName() {
    for (PartState from : PartState.values()) {
      for (PartState next : PartState.values()) {
        if (ALLOWED.contains(from + " " + next)) {
          assertThat(from.to(next)).isEqualTo(next);
        } else {
          assertThatThrownBy(() -> from.to(next))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("a part that is %s cannot be %s then", from, next);
        }
      }
    }
  }

  @Test
  void isWantedUntilItIsToBeStopped() {
    for (PartState state : PartState.values()) {
      assertThat(state.isWanted()).isEqualTo(!state.name().startsWith("STOPP"));
    }
  }
}
