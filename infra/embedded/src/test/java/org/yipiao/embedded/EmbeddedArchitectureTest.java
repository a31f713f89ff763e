package org.yipiao.embedded;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class EmbeddedArchitectureTest {

  @Test
  void knowsNoOtherPart() {
    Modules.module("org.yipiao.embedded").knowsOnly().leavesTheLedgerToTheNode().needsNoSpring();
  }
}
