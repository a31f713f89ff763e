package org.yipiao.invoice.document;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class DocumentArchitectureTest {

  @Test
  void knowsTheProtocolAlone() {
    Modules.module("org.yipiao.invoice.document")
        .knowsOnly("org.yipiao.ledger.protocol..", Modules.ID, Modules.MONEY, Modules.REASON)
        .leavesTheLedgerToTheNode()
        .needsNoSpring();
  }
}
