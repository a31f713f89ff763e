package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.operation.Operation;

/** Version 2, not given out yet: no genesis names it. So far all of version 1. */
final class ContractV2 implements Contract {

  static final int VERSION = 2;

  private final ContractV1 before;

  ContractV2(Genesis genesis) {
    this.before = new ContractV1(genesis);
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public OperationOutcome apply(
      WritableRows rows, GenesisMember member, Operation operation, long nanos) {
    return before.apply(rows, member, operation, nanos);
  }

  @Override
  public void sweep(WritableRows rows, long nanos) {
    before.sweep(rows, nanos);
  }
}
