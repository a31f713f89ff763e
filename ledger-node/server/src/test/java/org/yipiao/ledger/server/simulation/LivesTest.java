package org.yipiao.ledger.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.wire.Digest;

/** Whatever ends a life, its seed is known afterwards. */
class LivesTest {

  private static final Life.Patience ENDLESS =
      life -> {
        life.join();
        return true;
      };

  @TempDir Path directory;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private Path failed;

  @BeforeEach
  void empty() {
    failed = directory.resolve("kept").resolve("failed-seeds.txt");
  }

  @Test
  void everyErrorIsThatOfItsSeedAndTheOthersAreRun() throws Exception {
    Lives lives =
        run(
            ENDLESS,
            seed ->
                switch ((int) seed) {
                  case 2 -> throw new StackOverflowError("too deep");
                  case 3 -> throw new IllegalStateException("a bug");
                  case 4 -> throw new BrokenPromise(Promise.GOES_ON, "work is open");
                  case 5 -> throw new OutOfMemoryError("no room");
                  default -> lived(seed);
                },
            1,
            7);
    assertThat(lives.failures()).containsOnlyKeys(2L, 3L, 4L, 5L);
    assertThat(Files.readAllLines(failed)).containsExactly("2", "3", "4", "5");
    assertThat(text())
        .contains("FAILED -Dyipiao.seed=2: java.lang.StackOverflowError: too deep")
        .contains("FAILED -Dyipiao.seed=5: java.lang.OutOfMemoryError: no room")
        .contains(Scenario.of(3).toString());
    assertThat(lives.coverage().counts()).containsEntry("Plant.NOTHING", 3L);
  }

  @Test
  void aLifeThatHangsIsKeptWithTheStackOfItsThread() throws Exception {
    var hangs = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    Life.Patience untilItHangs =
        life -> {
          entered.await();
          while (life.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          return false;
        };
    Lives lives = run(untilItHangs, seed -> hanging(entered, hangs), 9, 9);
    assertThat(lives.failures()).containsOnlyKeys(9L);
    assertThat(Files.readAllLines(failed)).containsExactly("9");
    assertThat(text())
        .contains("FAILED -Dyipiao.seed=9: ")
        .contains("at " + LivesTest.class.getName() + ".hanging(");
  }

  @Test
  void nothingIsKeptWhereNothingFails() throws Exception {
    assertThat(run(ENDLESS, LivesTest::lived, 1, 3).failures()).isEmpty();
    assertThat(failed).doesNotExist();
  }

  private Lives run(Life.Patience patience, LongFunction<Report> life, long first, long last)
      throws Exception {
    List<Long> seeds = LongStream.rangeClosed(first, last).boxed().toList();
    try (var out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      var lives = new Lives(life, patience, failed, out);
      lives.run(seeds);
      return lives;
    }
  }

  private String text() {
    return told.toString(StandardCharsets.UTF_8);
  }

  private static Report hanging(CountDownLatch entered, CountDownLatch hangs) {
    entered.countDown();
    try {
      hangs.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return lived(0);
  }

  private static Report lived(long seed) {
    var coverage = new Coverage();
    coverage.happened(Plant.NOTHING);
    return new Report(Scenario.of(seed), Digest.ZERO, 1, 1, coverage);
  }
}
