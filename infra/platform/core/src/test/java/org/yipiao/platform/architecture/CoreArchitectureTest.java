package org.yipiao.platform.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CoreArchitectureTest {

  @Test
  void moneyIdentifiersFilesAndReasonsKnowNothingElse() {
    Modules.module("org.yipiao.platform.files").knowsOnly(Modules.REASON).needsNoSpring();
    Modules.module("org.yipiao.platform.id").knowsOnly(Modules.MONEY).needsNoSpring();
    Modules.module("org.yipiao.platform.money").knowsOnly().needsNoSpring();
    Modules.module("org.yipiao.platform.reason").knowsOnly().needsNoSpring();
  }

  @Test
  void aModuleWithoutClassesPinsNothing() {
    assertThatThrownBy(() -> Modules.module("org.yipiao.platform.architecture"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aModuleWithAPackageThatNullAwayLeavesOutIsRefused() {
    assertThatThrownBy(() -> Modules.module("org.awaitility.pollinterval"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("@NullMarked", "org.awaitility.pollinterval");
  }
}
