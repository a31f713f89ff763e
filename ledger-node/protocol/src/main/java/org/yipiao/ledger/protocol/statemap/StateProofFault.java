package org.yipiao.ledger.protocol.statemap;

/** Where a state proof breaks, in the order in which it is checked. */
public enum StateProofFault {
  /** The text is no state proof. */
  FORMAT,
  /** It is about another key than the one that was asked for. */
  OTHER_KEY,
  /** The header's leaf is not proven to be in a final checkpoint. */
  LEDGER,
  /** The leaf is not that of a block header. */
  HEADER,
  /** The block was executed by a contract whose state root proves no rows. */
  CONTRACT_VERSION,
  /** The steps lead to another root than the header's. */
  STATE_ROOT
}
