package org.yipiao.ledger.server.ordering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class OrderingBoundariesTest {

  private static final JavaClasses LEDGER = Modules.classesIn("org.yipiao.ledger");

  @Test
  void theEnginesTypesStayInsideItsAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..ordering.hiero..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.swirlds..", "com.hedera..", "org.hiero..")
        .check(LEDGER);
    var adapter = Modules.module("org.yipiao.ledger.server.ordering.hiero");
    assertThatThrownBy(adapter::leavesTheLedgerToTheNode)
        .as("there they are found")
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void orderingKnowsNothingOfWhatItOrders() {
    noClasses()
        .that()
        .resideInAPackage("org.yipiao.ledger.server.ordering..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.yipiao.ledger.protocol..", "org.yipiao.ledger.contract..", "org.springframework..")
        .check(LEDGER);
  }

  @Test
  void thePortDoesNotKnowItsImplementation() {
    noClasses()
        .that()
        .resideInAPackage("org.yipiao.ledger.server.ordering")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..ordering.hiero..")
        .check(LEDGER);
  }
}
