package org.yipiao.ledger.contract.rules;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.membership.MemberDirectory;

/** Who takes part as of a state: the genesis, and what rows say of changes since. */
public final class Members implements MemberDirectory {

  private final Genesis genesis;
  private final LedgerRows rows;

  public Members(Genesis genesis, LedgerRows rows) {
    this.genesis = genesis;
    this.rows = rows;
  }

  @Override
  public int contractVersion() {
    return rows.contractVersion();
  }

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public Optional<GenesisMember> member(int number) {
    return genesis.member(number);
  }

  @Override
  public boolean suspended(int number) {
    return false;
  }

  @Override
  public List<GenesisMember> validators() {
    return List.copyOf(genesis.validators().keySet());
  }
}
