package org.yipiao.ledger.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yipiao.platform.seeds.Seeds;

/** Drawn lives of a consortium: those that are kept, and a few that nobody has seen before. */
@ExtendWith(Quiet.class)
class SimulationSimTest {

  private static final int FRESH = 2;

  @Test
  void everyPromiseHoldsOfTheKeptSeeds() throws Exception {
    for (long seed : kept()) {
      holds(seed);
    }
  }

  @Test
  void everyPromiseHoldsOfSeedsThatNobodyHasSeen() {
    long first = Seeds.of(this);
    for (int i = 0; i < FRESH; i++) {
      holds(first + i);
    }
  }

  @Test
  void theSameSeedIsTheSameRunToTheByte() {
    long seed = Seeds.of(this);
    assertThat(Simulation.run(seed).digest()).isEqualTo(Simulation.run(seed).digest());
  }

  private static void holds(long seed) {
    try {
      assertThat(Simulation.run(seed).leaves()).isPositive();
    } catch (BrokenPromise | RuntimeException e) {
      throw new AssertionError("-Dyipiao.seed=" + seed + ": " + e.getMessage(), e);
    }
  }

  static List<Long> kept() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SimulationSimTest.class.getResourceAsStream("/kept-seeds.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Long::valueOf)
          .toList();
    }
  }
}
