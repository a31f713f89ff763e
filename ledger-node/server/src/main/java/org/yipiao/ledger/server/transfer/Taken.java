package org.yipiao.ledger.server.transfer;

import java.util.Optional;

/**
 * What could be taken of a peer's page of blocks.
 *
 * @param moved whether at least one block
 * @param lie what is provably false in the first block that could not be taken; empty when nothing
 *     is, or nothing is known of it
 */
record Taken(boolean moved, Optional<String> lie) {

  static final Taken NOTHING = new Taken(false, Optional.empty());

  /** Whether more may be expected of the same peer. */
  boolean goesOn() {
    return moved && lie.isEmpty();
  }
}
