package org.yipiao.ledger.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker can fail: each planted fault breaks the promise that it is about, and no other. */
@ExtendWith(Quiet.class)
class PlantedFaultsSimTest {

  private static final long SEED = 7;

  @ParameterizedTest
  @CsvSource({
    "NUMBER_FORGOTTEN, NUMBERS_ONCE",
    "SETTLED_AGAIN, EACH_FEN_ONCE",
    "QUEUE_LOST, NOTHING_LOST",
    "HASTY_PAYERS, PAID_AFTER_FINAL",
    "OTHER_ROW, REPLICAS_EQUAL",
    "TWO_ROOTS, ONE_LEDGER",
    "NAME_IN_A_LEAF, NO_PERSONAL_WORD",
    "TWO_SILENT, GOES_ON",
    "EPOCH_UNPROVEN, REPLICAS_EQUAL"
  })
  void findsWhatIsPlanted(Plant plant, Promise promise) {
    var change = ValidatorChange.calm(ValidatorChange.Kind.COSIGNING_KEY, Duration.ofMillis(500));
    var scenario =
        plant == Plant.EPOCH_UNPROVEN
            ? Scenario.calm(SEED).changing(Duration.ofSeconds(10), List.of(change))
            : Scenario.calm(SEED);
    var simulation = new Simulation(scenario, plant);
    var broken = catchThrowableOfType(BrokenPromise.class, simulation::run);
    assertThat(broken).as(plant.toString()).isNotNull();
    assertThat(broken.promise()).as(broken.getMessage()).isEqualTo(promise);
  }
}
