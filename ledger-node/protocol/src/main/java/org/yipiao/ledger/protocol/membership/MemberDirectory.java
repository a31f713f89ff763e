package org.yipiao.ledger.protocol.membership;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;

/**
 * Who takes part at one place of the order, and by which rules: the genesis and all changes up to
 * there.
 */
public interface MemberDirectory {

  /** The contract's version that executes here. */
  int contractVersion();

  /** How often the validators or their keys have changed. */
  long epoch();

  /** A member with the keys that it has here; also a suspended one. */
  Optional<GenesisMember> member(int number);

  /** Whether a member's transactions are refused, but for ending what it has bound itself to. */
  boolean suspended(int number);

  /** The members that run a node, suspended ones among them, ascending. */
  List<GenesisMember> validators();

  /** ⌊2n/3⌋ + 1 of the validators. */
  default int quorum() {
    return Genesis.quorum(validators().size());
  }

  /** As the genesis file has it, for ever. */
  static MemberDirectory of(Genesis genesis) {
    return new GenesisDirectory(genesis);
  }
}
