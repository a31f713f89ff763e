package org.yipiao.ledger.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerTurnsTest {

  private final PeerTurns turns = new PeerTurns(3);
  private final int[] asked = new int[3];

  private void ask(int times, int silent) {
    for (int i = 0; i < times; i++) {
      int peer = turns.next();
      asked[peer]++;
      turns.answered(peer, peer != silent);
    }
  }

  @Test
  void eachPeerThatAnswersHasItsTurn() {
    ask(300, -1);
    assertThat(asked).containsExactly(100, 100, 100);
  }

  @Test
  void oneThatGivesNoAnswerIsAskedEverMoreSeldomUntilItGivesOne() {
    ask(1_000, 1);
    assertThat(asked[1]).isBetween(20, 60);
    assertThat(asked[0]).isGreaterThan(450);

    asked[0] = 0;
    asked[1] = 0;
    ask(600, -1);
    assertThat(asked[1]).isGreaterThan(120);
  }

  @Test
  void somebodyIsAskedThoughNobodyAnswers() {
    for (int i = 0; i < 1_000; i++) {
      int peer = turns.next();
      assertThat(peer).isBetween(0, 2);
      turns.answered(peer, false);
      asked[peer]++;
    }
    for (int times : asked) {
      assertThat(times).isGreaterThan(100);
    }
  }

  /** Also where it would be the only one's turn that is not passed over. */
  @Test
  void whoIsBusyIsNotAsked() {
    for (int i = 0; i < 300; i++) {
      int busy = i % 3;
      int peer = turns.next(candidate -> candidate != busy);
      assertThat(peer).isBetween(0, 2).isNotEqualTo(busy);
      turns.answered(peer, i > 100);
      asked[peer]++;
    }
    for (int times : asked) {
      assertThat(times).isGreaterThan(50);
    }
  }
}
