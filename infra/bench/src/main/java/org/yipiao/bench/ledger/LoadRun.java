package org.yipiao.bench.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.bench.machine.Machine;
import org.yipiao.bench.machine.MachineTime;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.parts.LedgerNodes;

/** Load on nodes that run, one step after the other. Counts what is final over all of them. */
final class LoadRun implements AutoCloseable {

  private static final Duration FINAL_WITHIN = Duration.ofMinutes(1);
  private static final int VERIFIED_OF_A_STEP = 10;
  private static final int FILL_BATCH = 300;
  private static final int MICROS = 1_000;

  /** Nodes that have just been started are slow: a long fill begins with a part of its pace. */
  private static final int GENTLE_SECONDS = 20;

  private static final int GENTLY = 4;

  private final LedgerNodes nodes;
  private final NodeCalls calls;
  private final LedgerClient client;
  private final Batches batches;
  private final int contractVersion;
  private long invoices;
  private long operations;

  LoadRun(LedgerNodes nodes, String token) throws IOException {
    var consortium = nodes.consortium();
    this.nodes = nodes;
    this.calls = new NodeCalls(nodes.uris(), token);
    this.client =
        new HttpLedgerClient(
            nodes.uris(), TrustRoot.parse(Files.readAllBytes(consortium.trustFile())), () -> token);
    var genesis = Genesis.decode(Files.readAllBytes(consortium.genesisFile()));
    this.contractVersion = genesis.contractVersion();
    this.batches = new Batches(consortium, genesis.ledgerId());
  }

  /** Invoices that are final. */
  long invoices() {
    return invoices;
  }

  /** Of the ledger. */
  int contractVersion() {
    return contractVersion;
  }

  /** How large a transaction with so many issues is. */
  Batches.Size size(int batch) {
    return batches.size(batch);
  }

  /** Operations that are final, issues and all others. */
  long operations() {
    return operations;
  }

  /** Runs a step for so long. */
  LedgerReport.Loaded run(Batches.Course course, LedgerOptions.Step step, int seconds)
      throws IOException, InterruptedException {
    allocate((long) step.perSecond() * seconds / course.transactions() + step.batch());
    long repeatedBefore = calls.repeated();
    Map<String, ProcessUsage> before = ProcessUsage.of(nodes.processes());
    var machineBefore = MachineTime.now();
    OpenLoop.Driven driven = new OpenLoop(calls, batches, course, step).run(seconds);
    Map<String, ProcessUsage> after = ProcessUsage.of(nodes.processes());
    double others = MachineTime.now().othersSince(machineBefore, before, after);
    var cpu = perOperation(before, after, driven.finalOperations());
    invoices += driven.finalOperations() / course.transactions();
    operations += driven.finalOperations();
    List<String> failures = new ArrayList<>(driven.failures());
    int verified = verify(driven.refs(), failures);
    if (driven.finalOperations() < driven.offered()) {
      failures.add(driven.finalOperations() + " operations are final of " + driven.offered());
    }
    return new LedgerReport.Loaded(
        course.name(),
        step.batch(),
        step.perSecond(),
        driven.finalInTime() / (double) seconds,
        driven.offered(),
        driven.finalOperations(),
        seconds,
        Duration.ofNanos(driven.tookNanos()).toMillis(),
        driven.accepted(),
        driven.finality(),
        driven.course(),
        calls.repeated() - repeatedBefore,
        verified,
        Machine.loadAverage(),
        others,
        cpu,
        failures);
  }

  /**
   * Issues until so many invoices are final.
   *
   * @param perSecond at this pace
   * @return the loads it took
   */
  List<LedgerReport.Loaded> fill(long wanted, int perSecond)
      throws IOException, InterruptedException {
    List<LedgerReport.Loaded> loads = new ArrayList<>();
    if (wanted - invoices > (long) perSecond * GENTLE_SECONDS) {
      loads.add(issue(FILL_BATCH, perSecond / GENTLY, GENTLE_SECONDS));
    }
    long missing = wanted - invoices;
    if (missing > 0) {
      int batch = (int) Math.min(FILL_BATCH, missing);
      loads.add(issue(batch, perSecond, (int) Math.ceilDiv(missing, perSecond)));
    }
    return loads;
  }

  private LedgerReport.Loaded issue(int batch, int perSecond, int seconds)
      throws IOException, InterruptedException {
    var step = new LedgerOptions.Step(batch, Math.max(batch, perSecond));
    return run(Batches.Course.ISSUE_ALONE, step, seconds);
  }

  /** Numbers for so many invoices, final before anything is issued from them. */
  private void allocate(long wanted) throws IOException, InterruptedException {
    for (SignedTransaction allocation : batches.allocations(wanted)) {
      URI node = calls.submit(allocation.bytes());
      if (calls.awaitFinal(node, TransactionRef.of(allocation)) != 1) {
        throw new IOException("numbers were not allocated");
      }
    }
  }

  /** Proofs of some of them, verified against the trust root as any client does. */
  private int verify(List<TransactionRef> refs, List<String> failures) {
    int verified = 0;
    int every = Math.max(1, refs.size() / VERIFIED_OF_A_STEP);
    for (int i = 0; i < refs.size(); i += every) {
      switch (client.awaitFinal(refs.get(i), FINAL_WITHIN)) {
        case Finality.Final _ -> verified++;
        case Finality.ExpiredForGood _ -> failures.add("a final transaction is said to be expired");
        case Finality.StillPending pending -> failures.add("not proven: " + pending.causes());
      }
    }
    return verified;
  }

  private static Map<String, Double> perOperation(
      Map<String, ProcessUsage> before, Map<String, ProcessUsage> after, long operations) {
    Map<String, Double> micros = new TreeMap<>();
    after.forEach((name, usage) -> {
      var earlier = before.get(name);
      if (earlier != null && operations > 0) {
        double spent = usage.cpuMillis() - earlier.cpuMillis();
        micros.put(name, Math.round(10 * MICROS * spent / operations) / 10.0);
      }
    });
    return micros;
  }

  @Override
  public void close() {
    client.close();
    calls.close();
  }
}
