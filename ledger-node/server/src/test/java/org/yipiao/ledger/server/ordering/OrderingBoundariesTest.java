package org.yipiao.ledger.server.ordering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.yipiao.ledger",
    importOptions = ImportOption.DoNotIncludeTests.class)
class OrderingBoundariesTest {

  @ArchTest
  static final ArchRule theEnginesTypesStayInsideItsAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ordering.hiero..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.swirlds..", "com.hedera..", "org.hiero..");

  @ArchTest
  static final ArchRule orderingKnowsNothingOfWhatItOrders =
      noClasses()
          .that()
          .resideInAPackage("org.yipiao.ledger.server.ordering..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.yipiao.ledger.protocol..",
              "org.yipiao.ledger.contract..",
              "org.springframework..");

  @ArchTest
  static final ArchRule thePortDoesNotKnowItsImplementation =
      noClasses()
          .that()
          .resideInAPackage("org.yipiao.ledger.server.ordering")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..ordering.hiero..");
}
