package org.yipiao.bff;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class BffArchitectureTest {

  @Test
  void knowsTheInterfacesTheDocumentTheLedgersClientAndThePlatform() {
    Modules.module("org.yipiao.bff")
        .knowsOnly(
            "org.yipiao.invoice.api..",
            "org.yipiao.invoice.document..",
            "org.yipiao.claims.api..",
            "org.yipiao.ledger.client..",
            "org.yipiao.ledger.protocol..",
            "org.yipiao.platform..")
        .leavesTheLedgerToTheNode();
  }

  @Test
  void itsFeaturesDependOnOneAnotherInOneDirection() {
    slices()
        .matching("org.yipiao.bff.(*)..")
        .should()
        .beFreeOfCycles()
        .check(Modules.classesIn("org.yipiao.bff"));
  }
}
