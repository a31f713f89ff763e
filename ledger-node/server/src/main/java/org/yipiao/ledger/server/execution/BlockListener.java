package org.yipiao.ledger.server.execution;

import org.yipiao.ledger.contract.block.LedgerHead;

/** Is told of every block once it is on the disk. */
@FunctionalInterface
public interface BlockListener {

  /** Called by the thread that executes; must return quickly. */
  void executed(LedgerHead head);
}
