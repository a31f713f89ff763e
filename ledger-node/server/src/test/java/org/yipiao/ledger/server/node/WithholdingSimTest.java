package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** Who withholds its cosignatures is named in the log: after a minute, and once a minute. */
class WithholdingSimTest {

  private static final int SILENT = 3;
  private static final Duration BETWEEN_BLOCKS = Duration.ofSeconds(5);

  /** All but the silent one. */
  private static final int NODES = 3;

  @TempDir Path directory;
  private SimulatedConsortium consortium;
  private LogLines log;
  private int issued;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 83, SimulatedConditions.calm());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.run(Duration.ofSeconds(6));
    log = new LogLines();
  }

  @AfterEach
  void stopReading() {
    log.close();
  }

  @Test
  void isNamedAfterAMinuteOnceAMinuteAndNoMoreOnceItCosigns() throws Exception {
    consortium.corrupt(SILENT, new LyingValidator(consortium, SILENT, Manner.WITHHOLDS));
    makeBlocksFor(Duration.ofSeconds(60));
    assertNamed(0);
    makeBlocksFor(Duration.ofSeconds(15));
    assertNamed(NODES);
    makeBlocksFor(Duration.ofSeconds(45));
    assertNamed(NODES);
    makeBlocksFor(Duration.ofSeconds(20));
    assertNamed(2 * NODES);

    consortium.corrupt(SILENT, new Lie() {});
    makeBlocksFor(Duration.ofSeconds(90));
    assertNamed(2 * NODES);
    assertThat(consortium.node(1).cosignatures().withheld(SILENT)).isZero();
  }

  /** Nobody can tell who is silent where there is nothing to cosign. */
  @Test
  void namesNobodyWhileNothingBecomesFinal() throws Exception {
    consortium.corrupt(SILENT, new LyingValidator(consortium, SILENT, Manner.WITHHOLDS));
    makeBlocksFor(Duration.ofSeconds(10));
    consortium.run(Duration.ofSeconds(90));
    assertNamed(0);
  }

  private void makeBlocksFor(Duration time) throws Exception {
    for (long passed = 0; passed < time.toSeconds(); passed += BETWEEN_BLOCKS.toSeconds()) {
      consortium.issue(issued++, 1);
      consortium.run(BETWEEN_BLOCKS);
    }
  }

  /** And nobody else, and with nothing but its name and how long. */
  private void assertNamed(int times) {
    assertThat(log.with(" withholds: "))
        .hasSize(times)
        .allMatch(line ->
            line.matches(
                "\\[] member 3 \\(insurer\\) withholds: it has cosigned nothing that became final for"
                    + " \\d+ s while others did; it is off, cut off, or silent on purpose"));
  }
}
