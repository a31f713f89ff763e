package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KillOptionsTest {

  private static final String STALL = "stall-seconds";

  private final String before = System.getProperty(STALL, "");

  @AfterEach
  void putBack() {
    set(before);
  }

  private static void set(String value) {
    if (value.isEmpty()) {
      System.clearProperty(STALL);
    } else {
      System.setProperty(STALL, value);
    }
  }

  @Test
  void aStallIsTwentySecondsUnlessSaidOtherwise() {
    set("");
    assertThat(KillOptions.ofSystemProperties().stallSeconds()).isEqualTo(20);
    set("7");
    assertThat(KillOptions.ofSystemProperties().stallSeconds()).isEqualTo(7);
  }

  private static KillOptions options(int kills, KillOptions.Phase... phases) {
    return new KillOptions(
        Path.of(""), 1, kills, 5, 60, 20, Set.of(phases), Path.of("summary.json"));
  }

  @Test
  void aStormHasARoundEvenWithOneKillAndSoHaveTheServices() {
    assertThat(options(1, KillOptions.Phase.STORM).stormRounds()).isEqualTo(1);
    KillOptions both = options(1, KillOptions.Phase.STORM, KillOptions.Phase.SERVICES);
    assertThat(both.stormRounds()).isEqualTo(1);
    assertThat(both.serviceRounds()).isEqualTo(1);
    KillOptions many = options(20, KillOptions.Phase.STORM, KillOptions.Phase.SERVICES);
    assertThat(many.stormRounds()).isEqualTo(10);
    assertThat(many.serviceRounds()).isEqualTo(10);
    KillOptions calm = options(20, KillOptions.Phase.SERVICES);
    assertThat(calm.stormRounds()).isZero();
    assertThat(calm.serviceRounds()).isEqualTo(20);
  }

  @Test
  void twoValidatorsAreKilledAtLeastThreeTimesAndEachPairAtMostOnce() {
    assertThat(options(1, KillOptions.Phase.TWO_VALIDATORS).pairRounds()).isEqualTo(3);
    assertThat(options(4, KillOptions.Phase.TWO_VALIDATORS).pairRounds()).isEqualTo(4);
    assertThat(options(20, KillOptions.Phase.TWO_VALIDATORS).pairRounds()).isEqualTo(6);
  }

  @Test
  void refusesABoundThatEveryBillExceeds() {
    set("0");
    assertThatThrownBy(KillOptions::ofSystemProperties).hasMessageContaining("stall-seconds");
  }
}
