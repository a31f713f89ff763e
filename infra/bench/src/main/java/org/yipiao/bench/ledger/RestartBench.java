package org.yipiao.bench.ledger;

import java.time.Duration;
import java.util.List;
import org.yipiao.quickstart.parts.LedgerNodes;

/** How long nodes take from their start until they say that they are up, with history behind. */
final class RestartBench {

  private static final int ONE = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LedgerNodes nodes;
  private final List<String> jvmOptions;

  /**
   * Times in milliseconds.
   *
   * @param invoices on the ledger
   * @param stopped one node after it was told to end, while the others ran
   * @param killed the same node after SIGKILL
   * @param all all four after they were told to end
   */
  record Restarted(long invoices, long stopped, long killed, long all) {}

  /**
   * @param jvmOptions further ones of each node
   */
  RestartBench(LedgerNodes nodes, List<String> jvmOptions) {
    this.nodes = nodes;
    this.jvmOptions = jvmOptions;
  }

  /** Leaves all nodes running. */
  Restarted at(long invoices) {
    nodes.stop(ONE);
    long stopped = start(List.of(ONE));
    nodes.kill(ONE);
    long killed = start(List.of(ONE));
    LedgerNodes.all().forEach(nodes::stop);
    return new Restarted(invoices, stopped, killed, start(LedgerNodes.all()));
  }

  private long start(List<Integer> indexes) {
    long begin = System.nanoTime();
    indexes.forEach(index -> nodes.start(index, jvmOptions));
    nodes.awaitUp(PATIENCE);
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }
}
