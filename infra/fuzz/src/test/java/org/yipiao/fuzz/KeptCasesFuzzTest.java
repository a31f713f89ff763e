package org.yipiao.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yipiao.platform.seeds.Seeds;

/**
 * Every target in the ordinary run of the tests: its seeds, the inputs that once broke it, and some
 * made from its seeds without guidance, the same in each run. The guided run is {@code .ci/fuzz}.
 */
class KeptCasesFuzzTest {

  private static final int ROUNDS = 200;

  /** Always the same, so that what is green stays green; the guided run draws anew. */
  private static final long SEED = 20_260_601;

  static Stream<FuzzTarget> targets() {
    return new FuzzTargets().all().stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void holdsForItsSeeds(FuzzTarget target) {
    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      assertThat(seed.length).isLessThanOrEqualTo(target.most());
      target.body().accept(seed);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void holdsForWhatOnceBrokeIt(FuzzTarget target) throws Exception {
    for (Case kept : Case.of(target)) {
      run(target, kept.bytes(), kept.name());
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void holdsForChangedSeeds(FuzzTarget target) {
    long seed = Seeds.of(this, SEED);
    var random = new SplittableRandom(seed + target.name().hashCode());
    List<byte[]> seeds = target.seeds();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
      if (random.nextInt(4) == 0) {
        input = Arrays.copyOf(input, random.nextInt(target.most() + 1));
      }
      for (int changes = random.nextInt(4); changes > 0 && input.length > 0; changes--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      run(target, input, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void everyKeptCaseIsOfATarget() throws Exception {
    var names = targets().map(FuzzTarget::name).toList();
    try (Stream<java.nio.file.Path> directories = java.nio.file.Files.list(Case.CASES)) {
      assertThat(
              directories
                  .filter(java.nio.file.Files::isDirectory)
                  .map(directory -> directory.getFileName().toString()))
          .allMatch(names::contains);
    }
  }

  private static void run(FuzzTarget target, byte[] input, String what) {
    try {
      target.body().accept(input);
    } catch (RuntimeException | Error broken) {
      throw new AssertionError(target.name() + ", " + what, broken);
    }
  }
}
