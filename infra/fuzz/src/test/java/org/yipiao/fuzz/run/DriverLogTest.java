package org.yipiao.fuzz.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DriverLogTest {

  private static final DriverLog USUAL =
      new DriverLog(
          List.of(
              "INFO: Loaded 1 modules",
              "#27\tINITED cov: 87 ft: 108 corp: 20/430b exec/s: 13 rss: 514Mb",
              "#1542791\tDONE   cov: 92 ft: 113 corp: 23/451b lim: 4096 exec/s: 171421 rss: 925Mb",
              "stat::number_of_executed_units: 1542791"));

  @Test
  void readsTheLastOfEachNumber() {
    assertThat(USUAL.executions()).isEqualTo(1_542_791);
    assertThat(USUAL.coverage()).isEqualTo(92);
    assertThat(USUAL.features()).isEqualTo(113);
    assertThat(USUAL.fault(0, false, 500)).isEmpty();
  }

  @Test
  void aDriverThatDiesIsAFault() {
    assertThat(USUAL.fault(134, false, 500)).contains("the driver ended with status 134");
  }

  @Test
  void nothingPrintedIsAFault() {
    assertThat(new DriverLog(List.of()).fault(0, false, 1)).isPresent();
  }

  @Test
  void whoFoundSomethingEarlyNeedsNoMoreInputs() {
    assertThat(USUAL.fault(77, true, 10_000_000)).isEmpty();
  }
}
