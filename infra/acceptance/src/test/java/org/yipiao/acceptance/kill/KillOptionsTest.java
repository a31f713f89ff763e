package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void refusesABoundThatEveryBillExceeds() {
    set("0");
    assertThatThrownBy(KillOptions::ofSystemProperties).hasMessageContaining("stall-seconds");
  }
}
