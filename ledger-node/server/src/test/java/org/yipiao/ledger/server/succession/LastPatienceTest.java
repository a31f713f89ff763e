package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastPatienceTest {

  private static List<Long> seconds(LastPatience patience, boolean... heard) {
    List<Long> seconds = new ArrayList<>();
    for (boolean all : heard) {
      seconds.add(patience.next().toSeconds());
      patience.used(all);
    }
    return seconds;
  }

  @Test
  void itDoublesWhileSomebodyIsNotHeardUpToTheLongestAndBeginsAnew() {
    var patience = new LastPatience(Duration.ofSeconds(5));
    assertThat(seconds(patience, false, false, false, false, false))
        .containsExactly(2L, 4L, 5L, 2L, 4L);
  }

  @Test
  void itIsShortWhereAllAreHeard() {
    var patience = new LastPatience(Duration.ofSeconds(20));
    assertThat(seconds(patience, true, false, false, true, true))
        .containsExactly(2L, 2L, 4L, 8L, 2L);
  }

  @Test
  void itIsNeverLongerThanThatForAll() {
    var patience = new LastPatience(Duration.ofSeconds(1));
    assertThat(seconds(patience, false, false)).containsExactly(1L, 1L);
  }
}
