package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.operation.Operation;

/**
 * The rules of one version of the contract. A version that ever executed a block is kept for ever,
 * unchanged, because its blocks may have to be replayed. No clock, no randomness: the outcome
 * depends on the rows, the genesis, the operation and its consensus time alone.
 */
public interface Contract {

  /** The version in block headers and in the state. */
  int version();

  /**
   * Judges and applies one operation, which is no change of members or rules: those are executed by
   * {@link MembershipRules} whatever the version.
   *
   * @param nanos its consensus time; reservations due by then were {@link #sweep}ed before
   */
  OperationOutcome apply(WritableRows rows, GenesisMember member, Operation operation, long nanos);

  /** Releases every reservation whose expiry is at or before the time. */
  void sweep(WritableRows rows, long nanos);

  /**
   * The contract of a version.
   *
   * @throws IllegalStateException when this code does not have it
   */
  static Contract of(int version, Genesis genesis) {
    return switch (version) {
      case ContractV1.VERSION -> new ContractV1(genesis);
      case ContractV2.VERSION -> new ContractV2(genesis);
      default ->
          throw new IllegalStateException("contract version " + version + " is not in this code");
    };
  }
}
