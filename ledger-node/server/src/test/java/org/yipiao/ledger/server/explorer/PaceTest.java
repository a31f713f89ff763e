package org.yipiao.ledger.server.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long NOW = 1_800_000_000L;

  private final Pace pace = new Pace();

  @Test
  void countsEachSecondByItself() {
    pace.becameFinal(NOW - 3, 5);
    pace.becameFinal(NOW - 1, 7);
    pace.becameFinal(NOW - 1, 2);

    var cut = pace.cut(NOW - 3, NOW);

    assertThat(cut.from()).isEqualTo(NOW - 3);
    assertThat(cut.operations()).containsExactly(5, 0, 9);
    assertThat(cut.p50Millis()).containsOnly(Pace.NONE);
  }

  @Test
  void quantilesAreAtMostATenthTooLargeAndNeverTooSmall() {
    for (int millis = 1; millis <= 1_000; millis++) {
      pace.took(NOW - 1, millis, 1);
    }

    var cut = pace.cut(NOW - 1, NOW);

    assertThat(cut.p50Millis()[0]).isBetween(500L, 550L);
    assertThat(cut.p99Millis()[0]).isBetween(990L, 1_089L);
    assertThat(cut.whole()).isEqualTo(new Pace.Quantiles(cut.p50Millis()[0], cut.p99Millis()[0]));
  }

  @Test
  void theWholeIsThatOfAQuarterOfAnHourHoweverFewSecondsAreAskedFor() {
    pace.took(NOW - 800, 10, 99);
    pace.took(NOW - 1, 5_000, 1);

    var whole = pace.cut(NOW - 1, NOW).whole();

    assertThat(whole.p50Millis()).isBetween(10L, 11L);
    assertThat(pace.cut(NOW - 1, NOW).p50Millis()[0]).isGreaterThanOrEqualTo(5_000L);
  }

  @Test
  void keepsNineHundredSecondsAndForgetsWhatIsOlder() {
    pace.becameFinal(NOW - 1_000, 1);
    pace.becameFinal(NOW - 900, 2);
    pace.becameFinal(NOW - 100, 3);
    pace.took(NOW - 1_000, 60_000, 1);

    var cut = pace.cut(0, NOW);

    assertThat(cut.from()).isEqualTo(NOW - Pace.SECONDS);
    assertThat(cut.operations()).hasSize(Pace.SECONDS);
    assertThat(cut.operations()[0]).isEqualTo(2);
    assertThat(cut.operations()[800]).isEqualTo(3);
    assertThat(cut.whole().p50Millis()).isEqualTo(Pace.NONE);
  }

  @Test
  void aSecondTakesThePlaceOfOneThatIsOverAndNotTheOtherWayRound() {
    pace.becameFinal(NOW, 4);
    pace.becameFinal(NOW - Pace.SECONDS, 9);

    assertThat(pace.cut(NOW, NOW + 1).operations()).containsExactly(4);
  }

  @Test
  void aClockBehindAndAnEndlessWaitHaveABucket() {
    pace.took(NOW, -50, 1);
    pace.took(NOW + 1, Long.MAX_VALUE, 1);

    var cut = pace.cut(NOW, NOW + 2);

    assertThat(cut.p99Millis()[0]).isEqualTo(1);
    assertThat(cut.p99Millis()[1]).isGreaterThan(300_000);
  }

  @Test
  void asksOfTheFutureAreAnsweredWithNothing() {
    assertThat(pace.cut(NOW + 10, NOW).operations()).isEmpty();
  }
}
