package org.yipiao.claims.server;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class ClaimsServerArchitectureTest {

  @Test
  void knowsNoOtherServicesServer() {
    Modules.module("org.yipiao.claims.server")
        .knowsOnly(
            "org.yipiao.claims.adjudication..",
            "org.yipiao.claims.api..",
            "org.yipiao.invoice.api..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..")
        .leavesTheLedgerToTheNode()
        .hidesItsMappers();
  }
}
