package org.yipiao.ledger.client;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class LedgerClientArchitectureTest {

  @Test
  void knowsTheProtocolAlone() {
    Modules.module("org.yipiao.ledger.client")
        .knowsOnly(
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform.id..",
            "org.yipiao.platform.exchange..")
        .leavesTheLedgerToTheNode()
        .needsNoSpring();
  }
}
