package org.yipiao.bench.pipeline;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class BenchArchitectureTest {

  @Test
  void measuresFromOutsideAndKnowsNoServer() {
    Modules.module("org.yipiao.bench")
        .knowsOnly(
            "org.yipiao.embedded..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..",
            "org.yipiao.quickstart..")
        .leavesTheLedgerToTheNode();
  }
}
