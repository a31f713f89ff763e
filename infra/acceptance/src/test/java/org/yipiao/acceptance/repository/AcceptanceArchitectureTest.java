package org.yipiao.acceptance.repository;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class AcceptanceArchitectureTest {

  @Test
  void looksAtAPlatformFromOutsideAndKnowsNoServer() {
    Modules.module("org.yipiao.acceptance")
        .knowsOnly(
            "org.yipiao.embedded..",
            "org.yipiao.invoice.document..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..",
            "org.yipiao.quickstart..")
        .leavesTheLedgerToTheNode();
  }

  /** What it is told must not depend on who brought it about. */
  @Test
  void theOracleKnowsNeitherWhoKillsNorWhoLoadsNorThePlatform() {
    Modules.module("org.yipiao.acceptance.kill.oracle")
        .knowsOnly("org.yipiao.ledger.protocol..", Modules.ID);
  }

  @Test
  void theUsersUnderLoadDoNotKnowWhatIsKilled() {
    Modules.module("org.yipiao.acceptance.kill.load")
        .knowsOnly(
            "org.yipiao.acceptance.kill.oracle..",
            "org.yipiao.invoice.document.verification..",
            "org.yipiao.ledger.protocol.trust..",
            Modules.ID,
            Modules.MONEY,
            "org.yipiao.quickstart.drive..");
  }
}
