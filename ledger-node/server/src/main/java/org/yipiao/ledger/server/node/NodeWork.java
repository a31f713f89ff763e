package org.yipiao.ledger.server.node;

import java.time.Duration;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.CosigningRule;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.transfer.CatchUp;
import org.yipiao.ledger.server.transfer.Following;

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
      Chain chain,
      Divergence divergence,
      OwnSeat seat,
      Executor executor,
      CatchUp catchUp,
      Following following,
      CosigningRule cosigning,
      CosignatureTally cosignatures,
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
          boolean more = parts.chain().store().verifyNext();
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
    boolean follows = parts.seat().follows();
    if (!follows) {
      parts.following().rest();
    }
    if (parts.chain().gaps().lowest().isPresent() && !parts.divergence().declared()) {
      boolean moved = follows ? parts.following().step() : parts.catchUp().step();
      if (!moved) {
        blocks.await(() -> threads.closing(), wait);
      }
      return moved;
    }
    return parts.executor().step(wait) || (follows && parts.following().step());
  }

  /** Signs what may be signed; the number of new cosignatures. */
  int cosign() {
    var signed = parts.cosigning().step();
    signed.forEach(parts.cosignatures()::accept);
    return signed.size();
  }

  private boolean cosignable() {
    Chain chain = parts.chain();
    CosigningRule cosigning = parts.cosigning();
    return cosigning.ready()
        && !parts.divergence().declared()
        && chain.head().filter(head -> head.tree().size() > cosigning.signsAbove()).isPresent()
        && chain.finalSize() < chain.log().size();
  }

  /** Does what has to be done every now and then. */
  void keepHouse() {
    if (parts.divergence().declared()) {
      parts.progress().moved();
    } else {
      parts.housekeeping().keep();
    }
  }
}
