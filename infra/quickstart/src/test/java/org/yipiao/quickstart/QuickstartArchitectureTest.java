package org.yipiao.quickstart;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class QuickstartArchitectureTest {

  @Test
  void startsServersWithoutKnowingThem() {
    Modules.module("org.yipiao.quickstart")
        .knowsOnly(
            "org.yipiao.claims.adjudication..",
            "org.yipiao.embedded..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..")
        .leavesTheLedgerToTheNode();
  }
}
