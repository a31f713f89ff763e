package org.yipiao.ledger.contract.rules;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.contract.state.MemberRow;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/**
 * Who takes part as of a state: the genesis, and what rows say of changes since. The validators are
 * those of the present epoch.
 */
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
    return rows.epoch();
  }

  /** The validators of the present epoch. */
  public Roster roster() {
    return presentEpoch().roster();
  }

  /** The present epoch. */
  public Epoch presentEpoch() {
    long number = rows.epoch();
    return number == 0
        ? Epoch.first(genesis)
        : rows.epoch(number)
            .orElseThrow(() -> new IllegalStateException("no row of epoch " + number));
  }

  @Override
  public Optional<GenesisMember> member(int number) {
    Optional<GenesisMember> first = genesis.member(number);
    Optional<MemberRow> row = rows.member(number);
    var member = row.isEmpty() ? first : Optional.of(changed(number, first, row.get()));
    return rows.epoch() == 0 ? member : member.map(one -> validating(one, roster()));
  }

  private static GenesisMember validating(GenesisMember member, Roster roster) {
    return member.withValidator(roster.validator(member.number().value()).orElse(null));
  }

  private GenesisMember changed(int number, Optional<GenesisMember> first, MemberRow row) {
    List<PublicKey> keys = row.transactionKeys().stream().map(genesis::publicKey).toList();
    MemberRow.Admitted admitted = row.admitted();
    if (admitted != null) {
      return new GenesisMember(
          new MemberNumber(number),
          admitted.name(),
          MemberKind.of(admitted.kind()).orElseThrow(),
          new CreditCode(admitted.creditCode()),
          keys,
          null);
    }
    return first.orElseThrow().withTransactionKeys(keys);
  }

  /** The names of all members, those that came after the genesis among them, by their numbers. */
  public Map<Integer, String> names() {
    Map<Integer, String> names = new HashMap<>();
    genesis.members().forEach(member -> names.put(member.number().value(), member.name()));
    rows.members()
        .forEach((number, row) -> {
          MemberRow.Admitted admitted = row.admitted();
          if (admitted != null) {
            names.put(number, admitted.name());
          }
        });
    return names;
  }

  @Override
  public boolean suspended(int number) {
    return rows.member(number).filter(MemberRow::suspended).isPresent();
  }

  @Override
  public List<GenesisMember> validators() {
    return roster().validators().stream()
        .map(entry -> member(entry.member()).orElseThrow())
        .toList();
  }
}
