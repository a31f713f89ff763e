package org.yipiao.ledger.server.simulation;

/** Faults that are planted to see that the promise which they break is found broken. */
enum Plant {
  NOTHING,
  /** All nodes forget that a number was used. */
  NUMBER_FORGOTTEN,
  /** All nodes take a settled claim for a committed one. */
  SETTLED_AGAIN,
  /** A node's submission queue is lost when it starts again. */
  QUEUE_LOST,
  /** Payers have their banks pay before anything is final. */
  HASTY_PAYERS,
  /** One node has another row than the others. */
  OTHER_ROW,
  /** A validator that is taken for an honest one cosigns two roots. */
  TWO_ROOTS,
  /** A hospital writes a name where a digest belongs. */
  NAME_IN_A_LEAF,
  /** Two validators that are taken for honest ones cosign nothing. */
  TWO_SILENT,
  /** A node has lost what proves the validators of an epoch. */
  EPOCH_UNPROVEN
}
