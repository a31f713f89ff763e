package org.yipiao.ledger.server.store;

/** How far a write has got when the call returns. */
public enum Durability {
  /** Handed to the operating system: survives the death of the process, not of the machine. */
  WRITTEN,
  /** On the disk, with everything written before it: survives the death of the machine. */
  SYNCED
}
