package org.yipiao.claims.adjudication;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

@AnalyzeClasses(
    packages = "org.yipiao.claims.adjudication",
    importOptions = ImportOption.DoNotIncludeTests.class)
class AdjudicationArchitectureTest {

  @Test
  void knowsThePlatformAlone() {
    Modules.module("org.yipiao.claims.adjudication").knowsOnly("org.yipiao.platform..");
  }

  @ArchTest
  static final ArchRule staysPure =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "java.util.random..",
              "org.yipiao.claims.server..",
              "org.yipiao.ledger..",
              "org.yipiao.invoice..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.time.Clock.class);

  @ArchTest
  static final ArchRule neverCountsInBinaryFractions =
      noClasses()
          .should()
          .accessFieldWhere(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "fields of type double",
                  access -> access.getTarget().getRawType().isEquivalentTo(double.class)))
          .orShould()
          .callMethodWhere(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "methods that return double",
                  call -> call.getTarget().getRawReturnType().isEquivalentTo(double.class)));
}
