package org.yipiao.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class WebArchitectureTest {

  @Test
  void knowsNoServiceAndNoLedger() {
    Modules.module("org.yipiao.platform").knowsOnly().leavesTheLedgerToTheNode();
  }

  @Test
  void theRuleFindsWhatItForbids() {
    var security = Modules.module("org.yipiao.platform.security");
    assertThatThrownBy(() -> security.knowsOnly(Modules.ID))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("org.yipiao.platform.problem");
    assertThatThrownBy(security::needsNoSpring).isInstanceOf(AssertionError.class);
  }
}
