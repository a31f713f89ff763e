package org.yipiao.edge;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.architecture.Modules;

class EdgeArchitectureTest {

  @Test
  void knowsThePlatformAlone() {
    Modules.module("org.yipiao.edge").knowsOnly("org.yipiao.platform..").leavesTheLedgerToTheNode();
  }

  @Test
  void itsPartsDoNotGoInCircles() {
    slices()
        .matching("org.yipiao.edge.(*)..")
        .should()
        .beFreeOfCycles()
        .check(Modules.classesIn("org.yipiao.edge"));
  }
}
