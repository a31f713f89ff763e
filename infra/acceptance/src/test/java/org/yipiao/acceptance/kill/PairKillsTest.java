package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.kill.oracle.Difference;

class PairKillsTest {

  private static final String BOTH = "ledger-bureau and ledger-agency";

  @Test
  void drawsPairsOfDifferentValidatorsAndNoneTwice() {
    var all = PairKills.pairs(6, new Random(1));
    Set<Set<String>> different = new HashSet<>();
    for (var pair : all) {
      assertThat(pair).hasSize(2).doesNotHaveDuplicates();
      assertThat(Parts.VALIDATORS).containsAll(pair);
      different.add(Set.copyOf(pair));
    }
    assertThat(different).hasSize(6);
  }

  @Test
  void theSameSeedDrawsTheSamePairs() {
    assertThat(PairKills.pairs(3, new Random(7))).isEqualTo(PairKills.pairs(3, new Random(7)));
    assertThat(PairKills.pairs(3, new Random(7)))
        .isEqualTo(PairKills.pairs(6, new Random(7)).subList(0, 3));
  }

  @Test
  void whatWaitsForTheTwoIsAsItShouldBe() {
    assertThat(PairKills.judge(BOTH, true, false)).isEmpty();
  }

  @Test
  void whatBecomesFinalWithoutThemIsADifferenceThatNamesThem() {
    assertThat(PairKills.judge(BOTH, true, true))
        .map(Difference::toString)
        .hasValue(BOTH + ": a bill handed in while both were down became final without them");
  }

  @Test
  void aStretchInWhichNothingWasAcceptedShowsNothing() {
    assertThat(PairKills.judge(BOTH, false, false))
        .map(Difference::toString)
        .hasValue(BOTH + ": no bill was accepted while both were down");
  }
}
