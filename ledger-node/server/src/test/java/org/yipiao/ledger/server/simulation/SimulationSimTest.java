package org.yipiao.ledger.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
  void everyPromiseHoldsOfSeedsThatNobodyHasSeen() throws Exception {
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

  /** Two come, two go, three keys change: seven epochs after the first. */
  @Test
  void everyPromiseHoldsOverAllChangesOfValidatorsInOneLife() {
    var kinds =
        List.of(
            ValidatorChange.Kind.ADMISSION,
            ValidatorChange.Kind.COSIGNING_KEY,
            ValidatorChange.Kind.SUSPENSION,
            ValidatorChange.Kind.LOG_KEY,
            ValidatorChange.Kind.ADMISSION,
            ValidatorChange.Kind.ENGINE_KEY,
            ValidatorChange.Kind.SUSPENSION);
    var changes =
        IntStream.range(0, kinds.size())
            .mapToObj(i -> ValidatorChange.calm(kinds.get(i), Duration.ofSeconds(1 + 2L * i)))
            .toList();
    long seed = Seeds.of(this);
    var scenario = Scenario.calm(seed).changing(Duration.ofSeconds(50), changes);
    var happened = new Simulation(scenario, Plant.NOTHING).run().coverage().counts();
    assertThat(happened)
        .as("-Dyipiao.seed=" + seed)
        .containsEntry("ValidatorChange.Kind.ADMISSION", 2L)
        .containsEntry("ValidatorChange.Kind.SUSPENSION", 2L)
        .containsEntry("ValidatorChange.Kind.COSIGNING_KEY", 1L)
        .containsEntry("ValidatorChange.Kind.LOG_KEY", 1L)
        .containsEntry("ValidatorChange.Kind.ENGINE_KEY", 1L)
        .containsEntry("ValidatorChanges.GONE", 2L)
        .containsKey("Gone.COSIGNED");
  }

  private static void holds(long seed) throws InterruptedException {
    switch (Life.of(seed, Simulation::run, Life.Patience.TWO_MINUTES)) {
      case Life.Lived(Report report) -> assertThat(report.leaves()).isPositive();
      case Life.Failed(Throwable how) ->
          throw new AssertionError("-Dyipiao.seed=" + seed + ": " + how.getMessage(), how);
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
