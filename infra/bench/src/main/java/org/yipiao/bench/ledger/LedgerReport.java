package org.yipiao.bench.ledger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.bench.machine.ProcessUsage;

/**
 * What was measured of the ledger.
 *
 * @param machine processors, memory, JVM, load before the start
 * @param durability what is on a disk before anything counts
 * @param startMillis from the first start of the nodes until they were up
 * @param warmUpSeconds that were not measured
 * @param space {@code null} when it was not asked for
 * @param memory of each process at the end of the load
 * @param failures what went wrong outside of any step
 */
record LedgerReport(
    String machine,
    String durability,
    long startMillis,
    int warmUpSeconds,
    List<Loaded> steps,
    List<RestartBench.Restarted> restarts,
    @Nullable SpaceReport space,
    List<VerifyBench.Verified> verification,
    List<Profile> profiles,
    Map<String, ProcessUsage> memory,
    List<String> failures) {

  static final String DURABILITY =
      "every node syncs a submission before it accepts it, each of its engine's events before it"
          + " sends it, and each block before it cosigns it; final is what a quorum cosigned";

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
   * @param repeated calls that were made again because a node had no room
   * @param verified transactions whose proofs the driver verified after the step
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
      long repeated,
      int verified,
      Map<String, Double> cpuMicrosPerOperation,
      List<String> failures) {}
}
