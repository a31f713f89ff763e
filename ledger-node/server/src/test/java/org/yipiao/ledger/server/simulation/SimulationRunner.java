package org.yipiao.ledger.server.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Runs scenarios by the hundred: {@code -Dseeds=300 -Dyipiao.seed=FIRST -Dfailed=FILE}. */
final class SimulationRunner {

  /** In so many everything that can be drawn has to happen. */
  private static final int MANY = 100;

  private SimulationRunner() {}

  public static void main(String[] arguments) throws Exception {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    int count = Integer.getInteger("seeds", 300);
    String given = System.getProperty("yipiao.seed");
    long first = given == null ? new SplittableRandom().nextLong() >>> 1 : Long.parseLong(given);
    Path failed = Path.of(System.getProperty("failed", ".yipiao/failed-seeds.txt"));
    System.out.println(count + " scenarios from -Dyipiao.seed=" + first + " on");
    var lives = new Lives(Simulation::run, Life.Patience.TWO_MINUTES, failed, System.out);
    lives.run(LongStream.range(first, first + count).boxed().toList());
    System.exit(told(lives, count) ? 0 : 1);
  }

  /** Tells what came of it; whether all is well. */
  private static boolean told(Lives lives, int count) {
    System.out.println(lives.coverage());
    List<String> missing = count < MANY ? List.of() : lives.coverage().missing();
    missing.forEach(name -> System.out.println("never happened: " + name));
    lives
        .failures()
        .forEach((seed, how) -> System.out.println("-Dyipiao.seed=" + seed + " " + how));
    return lives.failures().isEmpty() && missing.isEmpty();
  }
}
