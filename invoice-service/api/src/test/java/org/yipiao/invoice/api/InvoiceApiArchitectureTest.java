package org.yipiao.invoice.api;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class InvoiceApiArchitectureTest {

  @Test
  void knowsNoOtherPart() {
    Modules.module("org.yipiao.invoice.api")
        .knowsOnly(Modules.ID, Modules.MONEY)
        .leavesTheLedgerToTheNode();
  }
}
