package org.yipiao.ledger.server;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class LedgerServerArchitectureTest {

  @Test
  void knowsTheLedgerAndThePlatformAlone() {
    Modules.module("org.yipiao.ledger.server")
        .knowsOnly("org.yipiao.ledger..", "org.yipiao.platform..");
  }
}
