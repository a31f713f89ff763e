package org.yipiao.bench.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of the ledger.
 *
 * @param machine processors, memory, JVM, load before the start
 * @param durability what is on a disk before anything counts
 * @param startMillis from the first start of the nodes until they were up
 * @param warmUpSeconds that were not measured
 * @param contractVersion from 2 on there is a map over the rows
 * @param searches for the highest rate that is kept
 * @param fills up to the sizes that were asked for
 * @param kills loads under which nodes died
 * @param space {@code null} when it was not asked for
 * @param rates of the machine; {@code null} when it was not asked for
 * @param profile of all nodes; {@code null} when it was not asked for
 * @param threadMillis processor time of the nodes under load by kind of thread
 * @param memory of each node during the load
 * @param failures what went wrong outside of any step
 */
record LedgerReport(
    String machine,
    String durability,
    long startMillis,
    int warmUpSeconds,
    int contractVersion,
    List<Loaded> steps,
    List<RateSearch.Found> searches,
    List<Filled> fills,
    List<RestartBench.Restarted> restarts,
    List<KillBench.Killed> kills,
    @Nullable SpaceReport space,
    List<VerifyBench.Verified> verification,
    @Nullable MachineRates rates,
    List<Bound> bounds,
    @Nullable Profile profile,
    Map<String, Long> threadMillis,
    Map<String, MemorySamples.Memory> memory,
    List<String> failures) {

  static final String DURABILITY =
      "every node syncs a submission before it accepts it, each of its engine's events before it"
          + " sends it, and each block before it cosigns it; final is what a quorum cosigned";

  /** The steps, and the loads that searches held. */
  List<Loaded> held() {
    List<Loaded> all = new ArrayList<>(steps);
    searches.stream()
        .flatMap(found -> Optional.ofNullable(found.held()).stream())
        .forEach(all::add);
    return all;
  }

  /**
   * The ledger was filled up to a size.
   *
   * @param invoices on it then
   * @param loads that did it
   * @param memory of each node meanwhile
   */
  record Filled(long invoices, List<Loaded> loads, Map<String, MemorySamples.Memory> memory) {}

  /**
   * One steady load, open loop: times count from the moment when a transaction was due.
   *
   * @param course what becomes of each invoice
   * @param batch operations in each transaction
   * @param offeredPerSecond operations
   * @param finalPerSecond operations that were applied and final within the step, by its length
   * @param operations that were due
   * @param finalOperations applied and final, also those after the end
   * @param tookMillis until the last was final
   * @param accepted times in milliseconds until a node had a transaction on its disk
   * @param finality the same until that node held a quorum's cosignatures
   * @param everyTenSeconds finality by the moment when a transaction was due
   * @param repeated calls that were made again because a node had no room
   * @param verified transactions whose proofs the driver verified after the step
   * @param loadAverage of the machine at the end of the step
   * @param otherProcessors how many processors others used than the nodes and the driver
   * @param cpuMicrosPerOperation processor time of each process
   */
  record Loaded(
      String course,
      int batch,
      int offeredPerSecond,
      double finalPerSecond,
      long operations,
      long finalOperations,
      int seconds,
      long tookMillis,
      Latencies accepted,
      Latencies finality,
      List<Latencies> everyTenSeconds,
      long repeated,
      int verified,
      double loadAverage,
      double otherProcessors,
      Map<String, Double> cpuMicrosPerOperation,
      List<String> failures) {}
}
