package org.yipiao.ledger.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class LedgerServerArchitectureTest {

  @Test
  void knowsTheLedgerAndThePlatformAlone() {
    Modules.module("org.yipiao.ledger.server")
        .knowsOnly("org.yipiao.ledger..", "org.yipiao.platform..");
  }

  /** What tests need to run without an authorization server and without an engine. */
  @Test
  void theProductHasNoIssuerOfTokensAndNoEngineForTests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds..")
        .orShould()
        .resideInAnyPackage("..server.local..", "..ordering.simulated..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.yipiao.ledger"));
  }
}
