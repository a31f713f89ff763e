package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimStateTest {

  @Test
  void refusesEveryPairThatIsNotInTheTableByName() {
    for (ClaimState from : ClaimState.values()) {
      for (ClaimState to : ClaimState.values()) {
        if (from.next().contains(to)) {
          assertThatCode(() -> from.mayBecome(to)).doesNotThrowAnyException();
        } else {
          assertThatThrownBy(() -> from.mayBecome(to))
              .hasMessageContaining(from.name())
              .hasMessageContaining(to.name());
        }
      }
    }
  }

  @Test
  void reachesEveryStateAndEndsFromEveryState() {
    Set<ClaimState> reached = EnumSet.of(ClaimState.SUBMITTED);
    for (int i = 0; i < ClaimState.values().length; i++) {
      EnumSet<ClaimState> further = EnumSet.copyOf(reached);
      reached.forEach(state -> further.addAll(state.next()));
      reached = further;
    }

    assertThat(reached).containsExactlyInAnyOrder(ClaimState.values());
    assertThat(EnumSet.allOf(ClaimState.class).stream().filter(ClaimState::ended))
        .containsExactly(
            ClaimState.PAID, ClaimState.REJECTED_BY_BANK, ClaimState.REFUSED, ClaimState.REVIEW);
  }

  @Test
  void neverGoesBackOnceMoneyMayHaveMoved() {
    for (ClaimState state :
        Set.of(ClaimState.PAYING, ClaimState.PAID_BY_BANK, ClaimState.SETTLING)) {
      assertThat(state.next())
          .doesNotContain(
              ClaimState.VERIFIED, ClaimState.REFUSED, ClaimState.RESERVING, ClaimState.COMMITTED);
    }
  }

  @Test
  void isDrawnInTheDocumentsAsItIs() throws IOException {
    Path page =
        Path.of(System.getProperty("yipiao.root", "../.."), "infra", "docs", "claim-states.md");

    assertThat(Files.readString(page))
        .as("write ClaimState.describe() to %s", page)
        .isEqualTo(ClaimState.describe());
  }
}
