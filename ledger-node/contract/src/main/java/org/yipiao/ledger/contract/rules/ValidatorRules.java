package org.yipiao.ledger.contract.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Validators that come, change their keys or go. Each change begins an epoch: its block is the last
 * one that the validators before it cosign. Keys of validators come once for ever, as all keys do.
 */
final class ValidatorRules {

  private final Genesis genesis;
  private final Roster first;

  ValidatorRules(Genesis genesis) {
    this.genesis = genesis;
    this.first = Roster.of(genesis);
  }

  /** Whether a member is one now. */
  boolean validates(WritableRows rows, int member) {
    return present(rows).validator(member).isPresent();
  }

  Outcome admit(WritableRows rows, int member, String name, byte[] description) {
    Optional<GenesisValidator> validator = read(description);
    if (validator.isEmpty()) {
      return Outcome.KEY_UNUSABLE;
    }
    return present(rows).validators().size() < Roster.MOST
        ? begin(rows, new Roster.Entry(member, name, validator.get()), validator.get().keys())
        : Outcome.TOO_MANY_MEMBERS;
  }

  private static Optional<GenesisValidator> read(byte[] description) {
    try {
      return Optional.of(GenesisValidator.decode(description));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  Outcome rotate(WritableRows rows, RotateKey.Change change, KeyPurpose purpose) {
    Roster roster = present(rows);
    Optional<Roster.Entry> entry =
        roster.validators().stream().filter(one -> one.member() == change.member()).findFirst();
    if (entry.isEmpty()) {
      return Outcome.UNKNOWN_MEMBER;
    }
    GenesisValidator before = entry.get().validator();
    if (!digest(before.key(purpose)).equals(change.oldKey())) {
      return Outcome.UNKNOWN_KEY;
    }
    GenesisValidator after;
    try {
      after = before.withKey(purpose, change.newKey());
    } catch (FormatException e) {
      return Outcome.KEY_UNUSABLE;
    }
    return begin(
        rows,
        new Roster.Entry(change.member(), entry.get().name(), after),
        List.of(change.newKey()));
  }

  private static Digest digest(byte[] key) {
    return key.length == 0 ? Digest.ZERO : Digest.sha256(key);
  }

  /** Whoever is left makes a quorum of those before. */
  Outcome dismiss(WritableRows rows, int member) {
    Roster roster = present(rows);
    if (roster.validators().size() - 1 < roster.quorum()) {
      return Outcome.TOO_FEW_LEFT;
    }
    if (underWay(rows)) {
      return Outcome.CHANGE_UNDER_WAY;
    }
    rows.putEpoch(roster.withoutValidator(member));
    return Outcome.APPLIED;
  }

  private Outcome begin(WritableRows rows, Roster.Entry entry, List<byte[]> keys) {
    if (!entry.validator().logKey().name().equals(genesis.origin())) {
      return Outcome.KEY_UNUSABLE;
    }
    if (keys.stream().anyMatch(key -> used(rows, key))) {
      return Outcome.KEY_USED;
    }
    if (underWay(rows)) {
      return Outcome.CHANGE_UNDER_WAY;
    }
    try {
      rows.putEpoch(present(rows).with(entry));
    } catch (FormatException e) { // its name for cosigning, its address or a key's id is another's
      return Outcome.KEY_USED;
    }
    keys.forEach(key -> rows.putKey(key, entry.member()));
    return Outcome.APPLIED;
  }

  private boolean used(WritableRows rows, byte[] key) {
    return rows.keyUsed(key)
        || first.validators().stream()
            .flatMap(entry -> entry.validator().keys().stream())
            .anyMatch(known -> Arrays.equals(known, key));
  }

  /** A block ends one epoch at most. */
  private static boolean underWay(WritableRows rows) {
    return rows.epoch(rows.epoch()).filter(Epoch::open).isPresent();
  }

  private Roster present(WritableRows rows) {
    return new Members(genesis, rows).roster();
  }
}
