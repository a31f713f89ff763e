package org.yipiao.ledger.server.node;

import java.time.Duration;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.cosigning.CosigningRule;

/** What a node does all the time: execute, cosign, keep house, each in a thread of its own. */
final class NodeWork {

  private static final Duration IDLE_WAIT = Duration.ofMillis(100);
  private static final Duration HOUSEKEEPING = Duration.ofMillis(200);

  /** A table has some 64 MiB: little beside what a disk gives. */
  private static final Duration BETWEEN_TABLES = Duration.ofSeconds(5);

  private static final Duration BETWEEN_TURNS = Duration.ofDays(1);

  private final Parts parts;
  private final NodeThreads threads;
  private final Progress blocks = new Progress();

  /** What is worked with. */
  record Parts(
      LogParts log,
      ExecutionParts execution,
      CosigningParts cosigning,
      OwnSeat seat,
      Housekeeping housekeeping,
      Progress progress) {}

  NodeWork(Parts parts, NodeThreads threads) {
    this.parts = parts;
    this.threads = threads;
  }

  void start() {
    threads.run("ledger-executor", () -> execute(IDLE_WAIT));
    threads.run(
        "ledger-cosigner",
        () -> {
          if (cosign() == 0) {
            blocks.await(() -> threads.closing() || cosignable(), IDLE_WAIT);
          }
        });
    threads.run(
        "ledger-housekeeping",
        () -> {
          keepHouse();
          blocks.await(() -> threads.closing(), HOUSEKEEPING);
        });
    threads.run(
        "ledger-tables",
        () -> {
          boolean more = parts.log().chain().store().verifyNext();
          blocks.await(() -> threads.closing(), more ? BETWEEN_TABLES : BETWEEN_TURNS);
        });
  }

  /** Wakes whoever waits for a block, or for the end. */
  void wake() {
    blocks.moved();
  }

  /**
   * Executes a round, takes a step towards closing a gap, or follows the others.
   *
   * @return whether there was something to do
   */
  boolean execute(Duration wait) throws InterruptedException {
    var log = parts.log();
    var execution = parts.execution();
    boolean follows = parts.seat().follows();
    if (!follows) {
      execution.following().rest();
    }
    if (log.chain().gaps().lowest().isPresent() && !log.divergence().declared()) {
      boolean moved = follows ? execution.following().step() : execution.catchUp().step();
      if (!moved) {
        blocks.await(() -> threads.closing(), wait);
      }
      return moved;
    }
    return execution.executor().step(wait) || (follows && execution.following().step());
  }

  /** Signs what may be signed; the number of new cosignatures. */
  int cosign() {
    var signed = parts.cosigning().rule().step();
    signed.forEach(parts.cosigning().tally()::accept);
    return signed.size();
  }

  private boolean cosignable() {
    Chain chain = parts.log().chain();
    CosigningRule cosigning = parts.cosigning().rule();
    return cosigning.ready()
        && !parts.log().divergence().declared()
        && chain.head().filter(head -> head.tree().size() > cosigning.signsAbove()).isPresent()
        && chain.finalSize() < chain.log().size();
  }

  /** Does what has to be done every now and then. */
  void keepHouse() {
    if (parts.log().divergence().declared()) {
      parts.progress().moved();
    } else {
      parts.housekeeping().keep();
    }
  }
}
