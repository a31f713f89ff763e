package org.yipiao.ledger.contract.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.contract.state.MemberRow;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CreditCode;

/** Members that come, change their keys or are suspended, once a quorum has approved. */
final class ParticipantRules {

  /** Together with those of the genesis. */
  static final int MOST_MEMBERS = 1_000;

  private final Genesis genesis;
  private final ValidatorRules validators;

  ParticipantRules(Genesis genesis) {
    this.genesis = genesis;
    this.validators = new ValidatorRules(genesis);
  }

  Outcome admit(WritableRows rows, AdmitMember.Change change) {
    if (change.number() < 1
        || MemberKind.of(change.kind()).isEmpty()
        || !change.name().matches(GenesisMember.NAME)
        || !isCreditCode(change.creditCode())) {
      return Outcome.NUMBER_OUT_OF_RANGE;
    }
    Outcome unused = unused(rows, change.transactionKey());
    if (!unused.applied()) {
      return unused;
    }
    var admitted = new MemberRow.Admitted(change.name(), change.kind(), change.creditCode());
    Outcome verdict = newcomer(rows, change.number(), admitted);
    if (verdict.applied() && change.validator().length > 0) {
      verdict = validators.admit(rows, change.number(), change.name(), change.validator());
    }
    if (verdict.applied()) {
      rows.putMember(
          change.number(), new MemberRow(false, admitted, List.of(change.transactionKey())));
      rows.putKey(change.transactionKey(), change.number());
    }
    return verdict;
  }

  private static boolean isCreditCode(String text) {
    try {
      return !new CreditCode(text).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Outcome newcomer(WritableRows rows, int number, MemberRow.Admitted admitted) {
    int members = genesis.members().size();
    for (GenesisMember member : genesis.members()) {
      if (member.number().value() == number
          || member.name().equals(admitted.name())
          || member.creditCode().value().equals(admitted.creditCode())) {
        return Outcome.MEMBER_EXISTS;
      }
    }
    for (var entry : rows.members().entrySet()) {
      MemberRow.Admitted other = entry.getValue().admitted();
      if (other == null) {
        continue;
      }
      members++;
      if (entry.getKey() == number
          || other.name().equals(admitted.name())
          || other.creditCode().equals(admitted.creditCode())) {
        return Outcome.MEMBER_EXISTS;
      }
    }
    return members < MOST_MEMBERS ? Outcome.APPLIED : Outcome.TOO_MANY_MEMBERS;
  }

  Outcome rotate(WritableRows rows, RotateKey.Change change) {
    Optional<KeyPurpose> purpose = KeyPurpose.of(change.purpose());
    if (purpose.isEmpty()) {
      return Outcome.NUMBER_OUT_OF_RANGE;
    }
    if (purpose.get() != KeyPurpose.TRANSACTION) {
      return validators.rotate(rows, change, purpose.get());
    }
    Optional<GenesisMember> member = new Members(genesis, rows).member(change.member());
    if (member.isEmpty()) {
      return Outcome.UNKNOWN_MEMBER;
    }
    List<byte[]> keys = new ArrayList<>(keys(member.get()));
    if (!keys.removeIf(key -> Digest.sha256(key).equals(change.oldKey()))) {
      return Outcome.UNKNOWN_KEY;
    }
    Outcome unused = unused(rows, change.newKey());
    if (unused.applied() && hasIdOfOne(keys, change.newKey())) {
      return Outcome.KEY_USED;
    }
    if (unused.applied()) {
      keys.add(change.newKey());
      rows.putMember(change.member(), row(rows, change.member(), keys, false));
      rows.putKey(change.newKey(), change.member());
    }
    return unused;
  }

  /** Of a member's keys each has an id of its own, by which its transactions name it. */
  private boolean hasIdOfOne(List<byte[]> staying, byte[] key) {
    int id = KeyId.of(genesis.publicKey(key));
    return staying.stream().anyMatch(one -> KeyId.of(genesis.publicKey(one)) == id);
  }

  /** A key is brought in once, by whomever: so no old approval puts an old key back. */
  private Outcome unused(WritableRows rows, byte[] key) {
    if (!genesis.isPublicKey(key)) {
      return Outcome.KEY_UNUSABLE;
    }
    boolean first =
        genesis.members().stream()
            .flatMap(member -> keys(member).stream())
            .anyMatch(known -> Arrays.equals(known, key));
    return first || rows.keyUsed(key) ? Outcome.KEY_USED : Outcome.APPLIED;
  }

  Outcome suspend(WritableRows rows, SuspendMember.Change change) {
    var members = new Members(genesis, rows);
    Optional<GenesisMember> member = members.member(change.member());
    if (member.isEmpty()) {
      return Outcome.UNKNOWN_MEMBER;
    }
    if (members.suspended(change.member())) {
      return Outcome.ALREADY_SUSPENDED;
    }
    if (validators.validates(rows, change.member())) {
      Outcome verdict = validators.dismiss(rows, change.member());
      if (!verdict.applied()) {
        return verdict;
      }
    }
    rows.putMember(change.member(), row(rows, change.member(), keys(member.get()), true));
    return Outcome.APPLIED;
  }

  private static MemberRow row(WritableRows rows, int number, List<byte[]> keys, boolean suspend) {
    Optional<MemberRow> before = rows.member(number);
    return new MemberRow(
        suspend || before.filter(MemberRow::suspended).isPresent(),
        before.map(MemberRow::admitted).orElse(null),
        keys);
  }

  private static List<byte[]> keys(GenesisMember member) {
    return member.transactionKeys().stream().map(key -> key.getEncoded()).toList();
  }
}
