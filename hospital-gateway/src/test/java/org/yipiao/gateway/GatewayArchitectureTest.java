package org.yipiao.gateway;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class GatewayArchitectureTest {

  @Test
  void knowsTheRegistersApiAndNoServer() {
    Modules.module("org.yipiao.gateway")
        .knowsOnly(
            "org.yipiao.invoice.api..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..")
        .leavesTheLedgerToTheNode();
  }
}
