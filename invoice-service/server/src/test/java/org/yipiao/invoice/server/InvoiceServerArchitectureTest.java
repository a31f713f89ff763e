package org.yipiao.invoice.server;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class InvoiceServerArchitectureTest {

  @Test
  void knowsItsApiTheDocumentTheLedgersClientAndThePlatform() {
    Modules.module("org.yipiao.invoice.server")
        .knowsOnly(
            "org.yipiao.invoice.api..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..")
        .leavesTheLedgerToTheNode()
        .hidesItsMappers();
  }
}
