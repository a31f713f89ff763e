package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.BREAK_QUIESCENCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.DONT_QUIESCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.QUIESCE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;
import org.junit.jupiter.api.Test;

class RestingTest {

  private final List<QuiescenceCommand> commands = new ArrayList<>();
  private int calls;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Resting resting = new Resting(() -> now, () -> calls++, commands::add);

  @Test
  void restsOnceHoweverOftenItIsTold() {
    resting.rest();
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }

  @Test
  void doesNotRestWhileAPayloadThatWasSeenWaitsForItsRound() {
    resting.seen(2);
    resting.settled(1);
    resting.rest();
    assertThat(commands).isEmpty();
    resting.settled(1);
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }

  @Test
  void whoeverBreaksTheRestCallsForRoundsAndTheFirstCallSeenEndsTheBreaking() {
    resting.rest();
    resting.wake();
    resting.wake();
    assertThat(calls).isEqualTo(1);
    resting.seen(1);
    assertThat(commands).containsExactly(QUIESCE, BREAK_QUIESCENCE, DONT_QUIESCE);
  }

  @Test
  void aPayloadOrCallFromAPeerEndsTheRestAndAnEmptyEventDoesNot() {
    resting.rest();
    resting.seen(0);
    assertThat(commands).containsExactly(QUIESCE);
    resting.seen(1);
    assertThat(commands).containsExactly(QUIESCE, DONT_QUIESCE);
  }

  @Test
  void callsAgainForRoundsEverySoOftenUnlessACallIsOnItsWay() {
    resting.needRounds();
    resting.needRounds();
    assertThat(calls).isEqualTo(1);
    now = now.plus(Resting.CALL_AGAIN_AFTER).plusMillis(1);
    resting.seen(1);
    resting.needRounds();
    assertThat(calls).isEqualTo(1);
    resting.settled(1);
    resting.needRounds();
    assertThat(calls).isEqualTo(2);
    assertThat(commands).isEmpty();
  }

  @Test
  void aStateTakenOverFromAPeerMakesWhatWasSeenBeforeIrrelevant() {
    resting.seen(3);
    resting.forget();
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }
}
