package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.BREAK_QUIESCENCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.DONT_QUIESCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.QUIESCE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;
import org.junit.jupiter.api.Test;

class RestingTest {

  private final List<QuiescenceCommand> commands = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Resting resting = new Resting(() -> now, commands::add);

  @Test
  void restsOnceHoweverOftenItIsTold() {
    resting.rest();
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }

  @Test
  void doesNotRestWhileAPayloadThatWasSeenWaitsForItsRound() {
    resting.eventSeen(2);
    resting.settled(1);
    resting.rest();
    assertThat(commands).isEmpty();
    resting.settled(1);
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }

  @Test
  void ownWorkBreaksTheRestOfAllAndTheFirstPayloadSeenEndsTheBreaking() {
    resting.rest();
    resting.wake();
    resting.wake();
    resting.eventSeen(1);
    assertThat(commands).containsExactly(QUIESCE, BREAK_QUIESCENCE, DONT_QUIESCE);
  }

  @Test
  void aPayloadFromAPeerEndsTheRest() {
    resting.rest();
    resting.eventSeen(1);
    assertThat(commands).containsExactly(QUIESCE, DONT_QUIESCE);
  }

  @Test
  void emptyEventsThatWereUnderWayDoNotDisturbButLaterOnesTellOfAPeerInNeed() {
    resting.rest();
    now = now.plus(Resting.AFTERMATH);
    resting.eventSeen(0);
    assertThat(commands).containsExactly(QUIESCE);
    now = now.plus(Duration.ofMillis(1));
    resting.eventSeen(0);
    assertThat(commands).containsExactly(QUIESCE, DONT_QUIESCE);

    resting.rest();
    assertThat(commands).hasSize(2); // it stays for that peer
    now = now.plus(Resting.ATTENDANCE);
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE, DONT_QUIESCE, QUIESCE);
  }

  @Test
  void aStateTakenOverFromAPeerMakesWhatWasSeenBeforeIrrelevant() {
    resting.eventSeen(3);
    resting.forget();
    resting.rest();
    assertThat(commands).containsExactly(QUIESCE);
  }
}
