package org.yipiao.ledger.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class ProtocolArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.yipiao.ledger.protocol");

  @Test
  void knowsNeitherSpringNorStoresNorOtherParts() {
    Modules.module("org.yipiao.ledger.protocol").knowsOnly("org.yipiao.platform..");
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "org.rocksdb..",
            "com.swirlds..",
            "org.yipiao.ledger.contract..",
            "org.yipiao.ledger.server..",
            "org.yipiao.invoice..",
            "org.yipiao.claims..")
        .check(CLASSES);
  }

  @Test
  void readsNoClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
  }
}
