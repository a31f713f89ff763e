package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** All nodes lose power within the same moment, so that nobody can be asked for what was lost. */
class PowerLostEverywhereSimTest {

  @TempDir Path directory;

  /**
   * An engine goes on behind its saved state: no round up to that may be missing from all disks.
   */
  @Test
  void noRoundIsLostThatTheEnginesHaveBehindThem() throws Exception {
    var random = new SplittableRandom(73);
    var consortium = new SimulatedConsortium(directory, 73, SimulatedConditions.forgetful());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    for (int i = 0; i < 12; i++) {
      consortium.issue(i, 1);
      consortium.run(Duration.ofMillis(random.nextLong(100, 3_000)));
      for (int member = 1; member <= 4; member++) {
        consortium.crash(member);
      }
      for (int member = 1; member <= 4; member++) {
        consortium.start(member);
      }
      for (int member = 1; member <= 4; member++) {
        assertThat(consortium.node(member).chain().gaps().lowest())
            .as("%d, %d", i, member)
            .isEmpty();
      }
      consortium.run(Duration.ofSeconds(2));
    }
    consortium.issue(100, 1);
    consortium.run(Duration.ofSeconds(6));
    var first = consortium.node(1).chain();
    for (int member = 1; member <= 4; member++) {
      var chain = consortium.node(member).chain();
      assertThat(chain.head()).isEqualTo(first.head());
      assertThat(chain.finalSize()).isEqualTo(chain.log().size());
    }
  }
}
