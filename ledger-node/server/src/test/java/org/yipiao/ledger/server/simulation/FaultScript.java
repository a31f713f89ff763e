package org.yipiao.ledger.server.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.yipiao.ledger.server.node.MemoryStore;
import org.yipiao.ledger.server.store.StoreFailure;

/** Makes the faults of a scenario happen, and ends each after its time. */
final class FaultScript {

  /** What happens at a time; of one time what was planned first. */
  private record Act(Instant at, long sequence, Runnable act) {}

  private final Cluster cluster;
  private final Coverage coverage;
  private final IntConsumer memoryLost;
  private final PriorityQueue<Act> acts =
      new PriorityQueue<>(Comparator.comparing(Act::at).thenComparingLong(Act::sequence));
  private final Set<Integer> badDisks = new TreeSet<>();
  private long sequence;

  /**
   * @param memoryLost is told whose disk is replaced
   */
  FaultScript(Scenario scenario, Cluster cluster, Coverage coverage, IntConsumer memoryLost) {
    this.cluster = cluster;
    this.coverage = coverage;
    this.memoryLost = memoryLost;
    scenario.faults().forEach(this::strike);
  }

  private void in(Duration time, Runnable act) {
    acts.add(new Act(cluster.now().plus(time), sequence++, act));
  }

  /** Has something go wrong after a while. */
  void strike(Fault fault) {
    in(fault.at(), () -> begin(fault));
  }

  /** Does what is due. */
  void step() {
    Act next = acts.peek();
    while (next != null && !next.at().isAfter(cluster.now())) {
      acts.remove();
      next.act().run();
      next = acts.peek();
    }
  }

  private void begin(Fault fault) {
    if (!cluster.members().containsAll(fault.members())) {
      return; // one that is to come is not there yet
    }
    int first = fault.members().getFirst();
    switch (fault.kind()) {
      case CRASH_ONE, CRASH_TWO, CRASH_ALL, LONG_ABSENCE -> {
        fault.members().forEach(cluster::crash);
        in(fault.length(), () -> fault.members().forEach(cluster::start));
      }
      case TORN_WRITE -> {
        badDisks.add(first);
        MemoryStore disk = cluster.disk(first);
        disk.loseThePowerAfter(fault.after());
        in(
            fault.length(),
            () -> {
              if (disk.hasLostPower()) {
                coverage.happened(fault.kind());
              }
              restart(first);
            });
      }
      case REFUSED_WRITE -> {
        var full = StoreFailure.disk("no space is left", new IOException("no space"));
        badDisks.add(first);
        cluster.disk(first).refuse(full);
        in(fault.length(), () -> restart(first));
      }
      case LITTLE_ROOM -> {
        MemoryStore disk = cluster.disk(first);
        disk.shortOfRoom(true);
        in(fault.length(), () -> disk.shortOfRoom(false));
      }
      case PARTITION_ONE, PARTITION_TWO -> {
        cluster.network().partition(fault.members());
        in(fault.length(), cluster.network()::heal);
      }
      case OLD_DISK -> {
        MemoryStore old = cluster.disk(first).afterPowerLoss();
        in(fault.length(), () -> replace(fault, old));
      }
      case EMPTY_DISK, EMPTY_MACHINE -> replace(fault, new MemoryStore());
      case SILENT_PEERS -> {
        cluster.peersAnswer(false);
        in(fault.length(), () -> cluster.peersAnswer(true));
      }
    }
    if (fault.kind() != Fault.Kind.TORN_WRITE) {
      coverage.happened(fault.kind());
    }
  }

  /** No fault begins any more, and none that waits in a disk strikes. */
  void end() {
    acts.clear();
    List.copyOf(badDisks).forEach(this::restart);
  }

  private void restart(int member) {
    badDisks.remove(member);
    cluster.repair(member); // It may be down for another reason, with its disk as bad as before.
    cluster.start(member);
  }

  private void replace(Fault fault, MemoryStore disk) {
    int member = fault.members().getFirst();
    cluster.replace(member, disk);
    if (fault.kind() == Fault.Kind.EMPTY_MACHINE) {
      cluster.network().forget(member);
    }
    memoryLost.accept(member);
    in(fault.length(), () -> cluster.start(member));
  }
}
