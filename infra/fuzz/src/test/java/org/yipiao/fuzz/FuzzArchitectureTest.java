package org.yipiao.fuzz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** This module has tests alone; what it looks at does not know it. */
class FuzzArchitectureTest {

  private static final JavaClasses OURS = new ClassFileImporter().importPackages("org.yipiao.fuzz");

  @Test
  void targetsDoNotKnowTheDriver() {
    noClasses()
        .that()
        .resideInAPackage("org.yipiao.fuzz")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.code_intelligence..", "org.yipiao.fuzz.run..")
        .check(OURS);
  }

  /** The driver's class path has no other class of ours. */
  @Test
  void whatTheDriverCallsKnowsNoOtherClassOfOurs() {
    assertThat(
            OURS.get(FuzzEntry.class).getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .filter(name -> name.startsWith("org.yipiao") && !name.contains("FuzzEntry")))
        .isEmpty();
  }

  @Test
  void allPackagesAreNullMarked() {
    assertThat(OURS.stream().map(type -> type.getPackage()).distinct())
        .allMatch(found -> found.isAnnotatedWith("org.jspecify.annotations.NullMarked"));
  }
}
