package org.yipiao.cli;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class CliArchitectureTest {

  @Test
  void knowsWhatItStartsAndVerifiesAndNoServer() {
    Modules.module("org.yipiao.cli")
        .knowsOnly(
            "org.yipiao.claims.adjudication..",
            "org.yipiao.embedded..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..",
            "org.yipiao.quickstart..")
        .leavesTheLedgerToTheNode();
  }
}
