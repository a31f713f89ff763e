package org.yipiao.ledger.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class ContractArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.yipiao.ledger.contract");

  @Test
  void knowsTheProtocolAndThePlatformAlone() {
    Modules.module("org.yipiao.ledger.contract")
        .knowsOnly("org.yipiao.ledger.protocol..", "org.yipiao.platform..");
  }

  @Test
  void isPureOfClocksRandomnessFilesAndFrameworks() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "org.rocksdb..", "java.io..", "java.nio.file..", "java.net..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void rulesKnowNothingOfBlocksAndRowsNothingOfRules() {
    noClasses()
        .that()
        .resideInAPackage("..contract.rules..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..contract.block..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("..contract.state..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..contract.block..", "..contract.rules..")
        .check(CLASSES);
  }
}
