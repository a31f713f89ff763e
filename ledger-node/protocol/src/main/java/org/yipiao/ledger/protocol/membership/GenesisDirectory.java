package org.yipiao.ledger.protocol.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;

/** The members of the genesis file, before any change. */
final class GenesisDirectory implements MemberDirectory {

  private final int contractVersion;
  private final Map<Integer, GenesisMember> members = new HashMap<>();
  private final List<GenesisMember> validators;

  GenesisDirectory(Genesis genesis) {
    this.contractVersion = genesis.contractVersion();
    genesis.members().forEach(member -> members.put(member.number().value(), member));
    this.validators = List.copyOf(genesis.validators().keySet());
  }

  @Override
  public int contractVersion() {
    return contractVersion;
  }

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public Optional<GenesisMember> member(int number) {
    return Optional.ofNullable(members.get(number));
  }

  @Override
  public boolean suspended(int number) {
    return false;
  }

  @Override
  public List<GenesisMember> validators() {
    return validators;
  }
}
