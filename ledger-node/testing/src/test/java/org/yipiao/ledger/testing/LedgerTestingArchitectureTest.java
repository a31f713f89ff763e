package org.yipiao.ledger.testing;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class LedgerTestingArchitectureTest {

  @Test
  void knowsTheNodeAlone() {
    Modules.module("org.yipiao.ledger.testing").knowsOnly("org.yipiao.ledger.server..");
  }
}
