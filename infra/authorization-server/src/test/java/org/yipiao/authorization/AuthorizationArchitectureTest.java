package org.yipiao.authorization;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class AuthorizationArchitectureTest {

  @Test
  void knowsThePlatformAlone() {
    Modules.module("org.yipiao.authorization")
        .knowsOnly("org.yipiao.platform..")
        .leavesTheLedgerToTheNode();
  }
}
