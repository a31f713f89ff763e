package org.yipiao.platform.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

  @Test
  void drawsAnotherSeedEachTimeUnlessOneIsGiven() {
    long drawn = Seeds.seed(null);
    assertThat(Seeds.seed(null)).isNotEqualTo(drawn);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9_732_921_692_209L, Long.MAX_VALUE, Long.MIN_VALUE})
  void namesTheTestAndTheOptionThatGivesTheSeedBack(long seed) {
    String line = Seeds.line(this, seed);
    String option = "SeedsTest: -Dyipiao.seed=";
    assertThat(line).startsWith(option);
    assertThat(Seeds.seed(line.substring(option.length()))).isEqualTo(seed);
  }

  @Test
  void takesTheSeedThatTheSystemPropertyGives() {
    String before = System.getProperty(Seeds.PROPERTY);
    System.setProperty(Seeds.PROPERTY, "-42");
    try {
      assertThat(Seeds.of(this)).isEqualTo(-42);
      assertThat(Seeds.of(this, 7)).isEqualTo(-42);
    } finally {
      if (before == null) {
        System.clearProperty(Seeds.PROPERTY);
      } else {
        System.setProperty(Seeds.PROPERTY, before);
      }
    }
  }

  @Test
  void keepsToTheUsualSeedOfATestThatHasOne() {
    String before = System.getProperty(Seeds.PROPERTY);
    System.clearProperty(Seeds.PROPERTY);
    try {
      assertThat(Seeds.of(this, 7)).isEqualTo(7);
    } finally {
      if (before != null) {
        System.setProperty(Seeds.PROPERTY, before);
      }
    }
  }

  /** A run with another seed than the one that was meant would prove nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"", "seed 7", "7.0", "9223372036854775808"})
  void refusesWhatIsNoSeed(String given) {
    assertThatThrownBy(() -> Seeds.seed(given)).isInstanceOf(NumberFormatException.class);
  }
}
