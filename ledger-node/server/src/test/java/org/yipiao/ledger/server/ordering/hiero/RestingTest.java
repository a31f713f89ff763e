package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.BREAK_QUIESCENCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.DONT_QUIESCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.QUIESCE;

import java.util.ArrayList;
import java.util.List;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;
import org.junit.jupiter.api.Test;

class RestingTest {

  private final List<QuiescenceCommand> commands = new ArrayList<>();
  private int calls;
  private boolean pending;
  private long now = Long.MAX_VALUE - 1; // System.nanoTime() may turn over at any time
  private final Resting resting =
      new Resting(() -> now, () -> calls++, () -> pending, commands::add);

  private void stall() {
    now += Resting.STALLED_AFTER.toNanos();
  }

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
    stall();
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
    assertThat(commands).containsExactly(DONT_QUIESCE, QUIESCE);
  }

  /** The engine drops what it is told while it takes over a peer's state. */
  @Test
  void breaksTheRestAgainWhenNothingCameOfTheFirstTime() {
    resting.rest();
    resting.wake();
    resting.wake();
    stall();
    resting.wake();
    assertThat(commands).containsExactly(QUIESCE, BREAK_QUIESCENCE, BREAK_QUIESCENCE);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void anIdleEngineCallsForWhatItSawAndNoRoundOrdered() {
    resting.seen(1);
    resting.rest();
    assertThat(commands).isEmpty();
    stall();
    resting.rest();
    resting.rest();
    assertThat(commands).containsExactly(BREAK_QUIESCENCE);
    assertThat(calls).isEqualTo(1);
    stall();
    resting.rest();
    assertThat(calls).isEqualTo(2);
    resting.ordered(1);
    resting.rest();
    assertThat(commands).containsExactly(BREAK_QUIESCENCE, BREAK_QUIESCENCE, QUIESCE);
  }

  /** Handed over just after its node had found nothing to do. */
  @Test
  void aPayloadThatStillWaitsForAnEventIsNotRestedUpon() {
    pending = true;
    resting.rest();
    assertThat(commands).containsExactly(BREAK_QUIESCENCE);
  }

  @Test
  void keepsRoundsComingUntilAllStop() {
    resting.rest();
    resting.stopping();
    resting.rest();
    stall();
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE, DONT_QUIESCE, BREAK_QUIESCENCE, BREAK_QUIESCENCE);
    assertThat(calls).isEqualTo(2);
  }
}
