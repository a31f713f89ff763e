package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.contract.rules.ClaimEvent.COMMIT;
import static org.yipiao.ledger.contract.rules.ClaimEvent.EXPIRE;
import static org.yipiao.ledger.contract.rules.ClaimEvent.RELEASE;
import static org.yipiao.ledger.contract.rules.ClaimEvent.RETURN;
import static org.yipiao.ledger.contract.rules.ClaimEvent.SETTLE;
import static org.yipiao.ledger.contract.state.ClaimState.COMMITTED;
import static org.yipiao.ledger.contract.state.ClaimState.EXPIRED;
import static org.yipiao.ledger.contract.state.ClaimState.RELEASED;
import static org.yipiao.ledger.contract.state.ClaimState.RESERVED;
import static org.yipiao.ledger.contract.state.ClaimState.RETURNED;
import static org.yipiao.ledger.contract.state.ClaimState.SETTLED;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.protocol.outcome.Outcome;

class ClaimTransitionsTest {

  /** Every permitted move; all other pairs are refused. */
  private static final Map<ClaimState, Map<ClaimEvent, Set<ClaimState>>> PERMITTED =
      Map.of(
          RESERVED, Map.of(COMMIT, Set.of(COMMITTED), EXPIRE, Set.of(EXPIRED)),
          COMMITTED, Map.of(SETTLE, Set.of(SETTLED), RELEASE, Set.of(RELEASED)),
          SETTLED, Map.of(RETURN, Set.of(SETTLED, RETURNED)),
          RELEASED, Map.of(),
          EXPIRED, Map.of(),
          RETURNED, Map.of());

  @Test
  void everyPairOfStateAndEventIsEitherPermittedOrRefusedByName() {
    for (ClaimState state : ClaimState.values()) {
      for (ClaimEvent event : ClaimEvent.values()) {
        Set<ClaimState> expected =
            PERMITTED.getOrDefault(state, Map.of()).getOrDefault(event, Set.of());
        assertThat(ClaimTransitions.targets(state, event))
            .as("%s %s", state, event)
            .isEqualTo(expected);
        assertThat(ClaimTransitions.verdict(state, event).applied())
            .as("%s %s", state, event)
            .isEqualTo(!expected.isEmpty());
      }
    }
  }

  @Test
  void aCommittedClaimNeverExpires() {
    assertThat(ClaimTransitions.verdict(COMMITTED, EXPIRE)).isEqualTo(Outcome.ALREADY_COMMITTED);
  }

  @Test
  void refusalsSayWhereTheClaimStands() {
    assertThat(ClaimTransitions.verdict(RESERVED, SETTLE)).isEqualTo(Outcome.NOT_COMMITTED);
    assertThat(ClaimTransitions.verdict(EXPIRED, COMMIT)).isEqualTo(Outcome.RESERVATION_EXPIRED);
    assertThat(ClaimTransitions.verdict(SETTLED, SETTLE)).isEqualTo(Outcome.ALREADY_SETTLED);
    assertThat(ClaimTransitions.verdict(RELEASED, SETTLE)).isEqualTo(Outcome.ALREADY_RELEASED);
    assertThat(ClaimTransitions.verdict(RETURNED, RETURN)).isEqualTo(Outcome.ALREADY_RETURNED);
    assertThat(ClaimTransitions.verdict(COMMITTED, RETURN)).isEqualTo(Outcome.NOT_SETTLED);
  }
}
