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

  @Test
  void theDemosReportKnowsNobodyWhoFillsItNorTheyEachOther() {
    String report = "org.yipiao.quickstart.demo.report";
    Modules.module(report).knowsOnly("org.yipiao.quickstart.drive..");
    Modules.module("org.yipiao.quickstart.demo.hl7")
        .knowsOnly(report + "..", "org.yipiao.quickstart.drive..", Modules.ID);
    Modules.module("org.yipiao.quickstart.demo.promises")
        .knowsOnly(
            report + "..",
            "org.yipiao.quickstart.drive..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..");
  }
}
