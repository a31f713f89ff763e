package org.yipiao.claims.api;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class ClaimsApiArchitectureTest {

  @Test
  void knowsNoOtherPart() {
    Modules.module("org.yipiao.claims.api")
        .knowsOnly(Modules.ID, Modules.MONEY)
        .leavesTheLedgerToTheNode();
  }
}
