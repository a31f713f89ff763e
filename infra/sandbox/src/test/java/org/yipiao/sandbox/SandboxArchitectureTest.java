package org.yipiao.sandbox;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class SandboxArchitectureTest {

  @Test
  void knowsThePlatformAlone() {
    Modules.module("org.yipiao.sandbox")
        .knowsOnly("org.yipiao.platform..")
        .leavesTheLedgerToTheNode();
  }
}
