package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.FailingListener;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.RecordingListener;

class DeliveryTest {

  private final RecordingListener listener = new RecordingListener();
  private final List<Throwable> failures = new ArrayList<>();
  private final Delivery delivery = new Delivery(listener, failures::add, () -> {});

  @Test
  void tellsOfAGapOnceAndBeforeTheNextRound() {
    delivery.resume(Head.genesis());
    delivery.noteGap(new Head(9, OrderHash.genesis()));
    delivery.round(round(10));
    delivery.gap();
    assertThat(listener.gaps()).extracting(RecordingListener.Mark::round).containsExactly(9L);
    assertThat(listener.lastRound()).isEqualTo(10);
  }

  @Test
  void ofTwoGapsNotedOnlyTheLastIsTold() {
    delivery.resume(Head.genesis());
    delivery.noteGap(new Head(5, OrderHash.genesis()));
    delivery.noteGap(new Head(9, OrderHash.genesis()));
    delivery.gap();
    assertThat(listener.gaps()).extracting(RecordingListener.Mark::round).containsExactly(9L);
  }

  @Test
  void theLastGapEndsTheGateThoughARoundTellsIt() {
    delivery.resume(Head.genesis());
    delivery.noteLastGap(new Head(9, OrderHash.genesis()));
    Thread engine = Thread.ofPlatform().start(() -> delivery.round(round(10)));
    await().until(() -> engine.getState() == Thread.State.WAITING);
    delivery.gap();
    assertThat(listener.gaps()).extracting(RecordingListener.Mark::round).containsExactly(9L);
    assertThat(listener.rounds()).isEmpty();
    assertThat(failures).isEmpty();
    delivery.close();
    await().until(() -> !engine.isAlive());
  }

  @Test
  void aRoundThatWasNotTakenHoldsItsThreadUntilCloseSoThatNothingIsPassedOver() {
    var failing = new Delivery(new FailingListener(), failures::add, () -> {});
    Thread engine = Thread.ofPlatform().start(() -> failing.round(round(1)));
    await().until(() -> engine.getState() == Thread.State.WAITING);
    assertThat(failures).hasSize(1);
    failing.close();
    await().until(() -> !engine.isAlive());
  }

  @Test
  void saysWhatHasToBeOnTheDisk() {
    delivery.resume(Head.genesis());
    delivery.round(round(3));
    delivery.saving();
    delivery.round(round(4));
    assertThat(listener.savings()).containsExactly(3L);
  }

  @Test
  void asksNobodyToSaveWhenNoFurtherStateMayBe() {
    var failing =
        new Delivery(
            listener,
            failures::add,
            () -> {
              throw new IllegalStateException("the one before is torn");
            });
    failing.resume(Head.genesis());
    failing.round(round(3));
    Thread engine = Thread.ofPlatform().start(failing::saving);
    await().until(() -> engine.getState() == Thread.State.WAITING);
    assertThat(listener.savings()).isEmpty();
    assertThat(failures)
        .singleElement()
        .satisfies(met -> assertThat(met).hasMessage("the one before is torn"));
    failing.close();
    await().until(() -> !engine.isAlive());
  }

  @Test
  void letsNothingThroughAfterClose() {
    delivery.resume(Head.genesis());
    delivery.close();
    delivery.round(round(1));
    delivery.seen(new byte[] {1}, 1);
    delivery.status(EngineStatus.ACTIVE);
    assertThat(listener.rounds()).isEmpty();
    assertThat(listener.seen()).isEmpty();
    assertThat(listener.statuses()).isEmpty();
  }

  private static OrderedRound round(long number) {
    return OrderedRound.after(OrderHash.genesis(), number, number, List.of());
  }
}
