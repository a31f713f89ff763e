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
    resting.ordered(1);
    resting.rest();
    assertThat(commands).isEmpty();
    resting.ordered(1);
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
  void anEngineThatDoesNotRestBreaksTheRestOfItsPeersToo() {
    resting.wake();
    assertThat(commands).containsExactly(BREAK_QUIESCENCE);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void leavesItsPeersAloneWhileRoundsComeForWhatWasSeen() {
    resting.ordered(0);
    resting.seen(1);
    resting.wake();
    assertThat(commands).isEmpty();
    resting.ordered(1);
    resting.wake();
    assertThat(commands).containsExactly(BREAK_QUIESCENCE);
  }

  @Test
  void callsAgainWhenNoRoundComesThoughSomethingWaitsForOne() {
    resting.ordered(0);
    resting.seen(1);
    now = now.plus(Resting.STALLED_AFTER);
    resting.wake();
    resting.seen(1);
    resting.wake();
    assertThat(commands).containsExactly(BREAK_QUIESCENCE, DONT_QUIESCE, BREAK_QUIESCENCE);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void aStateTakenOverFromAPeerMakesWhatWasSeenBeforeIrrelevant() {
    resting.seen(3);
    resting.forget();
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }
}
