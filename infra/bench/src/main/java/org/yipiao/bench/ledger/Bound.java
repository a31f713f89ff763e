package org.yipiao.bench.ledger;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many operations a second four nodes on this machine cannot surpass with transactions of one
 * size, and how near they come. It takes the measured cost of each piece that no implementation can
 * leave out, as if nothing else were to be done and everything ran side by side.
 *
 * @param batch operations in each transaction
 * @param byProcessor with ordering, hashes and signatures on all processors
 * @param byOrdering with engines that do nothing else
 * @param byDisk with each transaction written and synced twice on each node: by its engine and in a
 *     block
 * @param bound the least of them
 * @param held what was held
 * @param percent of the bound
 */
record Bound(
    int batch,
    double byProcessor,
    double byOrdering,
    double byDisk,
    double bound,
    double held,
    double percent) {

  private static final int NODES = 4;
  private static final int TIMES_WRITTEN = 2;

  /** For each size of which a rate was held and the pace of ordering was measured. */
  static List<Bound> of(MachineRates rates, List<RateSearch.Found> found) {
    return found.stream()
        .flatMap(each -> {
          var held = each.held();
          return held == null
              ? Stream.<Bound>empty()
              : rates.ordering().stream()
                  .filter(ordering -> ordering.batch() == each.batch())
                  .flatMap(ordering -> of(rates, ordering, held.finalPerSecond()).stream());
        })
        .toList();
  }

  /** Empty when the pace of ordering was not measured: nothing is known of what bounds. */
  static Optional<Bound> of(MachineRates rates, MachineRates.Ordering ordering, double held) {
    MachineRates.Pace pace = ordering.pace();
    return pace == null ? Optional.empty() : Optional.of(of(rates, ordering, pace, held));
  }

  private static Bound of(
      MachineRates rates, MachineRates.Ordering ordering, MachineRates.Pace pace, double held) {
    double micros =
        pace.cpuMicros()
            + NODES * (rates.hashNanos() / 1e3 + rates.verifyMicros() / ordering.batch());
    double byProcessor = rates.processors() * 1e6 / micros;
    double bytes = (double) ordering.transactionBytes() / ordering.batch();
    double byDisk = rates.syncedMegabytes() * 1e6 / (bytes * NODES * TIMES_WRITTEN);
    double bound = Math.min(byProcessor, Math.min(pace.operationsPerSecond(), byDisk));
    return new Bound(
        ordering.batch(),
        Math.round(byProcessor),
        pace.operationsPerSecond(),
        Math.round(byDisk),
        Math.round(bound),
        held,
        Math.round(1_000 * held / bound) / 10.0);
  }
}
