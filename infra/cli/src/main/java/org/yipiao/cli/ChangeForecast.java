package org.yipiao.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yipiao.ledger.client.Membership;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.reason.Reason;

/**
 * What the ledger would say to a change now, as far as it can be told from outside: so that nobody
 * signs what is refused anyway. The ledger's own outcome is what counts.
 */
final class ChangeForecast {

  private final Genesis genesis;
  private final Optional<Membership> asked;

  ChangeForecast(ChangeLedger ledger) {
    this.genesis = ledger.genesis();
    this.asked = ledger.asked();
  }

  /**
   * What the ledger would refuse a change with, or why nobody may agree to it.
   *
   * @param name of the outcome, or of why it is no operation yet or never to be one
   */
  record Refusal(String name, Reason reason) {}

  /**
   * Refuses what the ledger would refuse.
   *
   * @throws ChangeRefusal naming the outcome
   */
  void require(MembershipOperation operation) {
    refusal(operation)
        .ifPresent(refusal -> {
          throw ChangeRefusal.of(refusal.reason());
        });
  }

  /** What the ledger would refuse it with now; empty when it would apply it. */
  Optional<Refusal> refusal(MembershipOperation operation) {
    Optional<Refusal> unknown =
        asked
            .map(Membership::contractVersion)
            .filter(version -> !operation.type().submittableUnder(version))
            .map(version ->
                refusal(
                    ChangeText.NOT_UNDER_VERSION.name(),
                    ChangeText.NOT_UNDER_VERSION,
                    operation.type().name(),
                    version));
    return unknown
        .or(() -> refusedWith(operation))
        .or(() -> withoutRoom(operation.approved().agreement()))
        .or(() -> new ActivationBounds(asked).refusal(operation));
  }

  /** An operation has few bytes for many approvals. */
  private Optional<Refusal> withoutRoom(Agreement agreement) {
    int quorum = Genesis.quorum(validators());
    var approval = new Approval(1, 0, new byte[SignatureSuite.SIGNATURE_LENGTH]);
    int bytes = Approved.by(agreement, Collections.nCopies(quorum, approval)).encode().length;
    var text = ChangeText.TOO_LARGE_WITH_APPROVALS;
    return bytes <= Operation.MAX_BYTES
        ? Optional.empty()
        : Optional.of(refusal(text.name(), text, bytes, quorum, Operation.MAX_BYTES));
  }

  private Optional<Refusal> refusedWith(MembershipOperation operation) {
    Outcome outcome =
        switch (operation) {
          case AdmitMember admit -> admit(admit.change());
          case RotateKey rotate -> rotate(rotate.change());
          case SuspendMember suspend -> suspend(suspend.change().member());
          case ActivateContract activate -> activate(activate.change());
        };
    if (outcome.applied()) {
      return Optional.empty();
    }
    String name = outcome.name();
    // The outcome's own sentence speaks of members; this names what it is about.
    return Optional.of(
        outcome == Outcome.TOO_MANY_MEMBERS
            ? refusal(name, ChangeText.TOO_MANY_VALIDATORS, name, validators(), Roster.MOST)
            : refusal(name, ChangeText.WOULD_BE_REFUSED, name, outcome));
  }

  private static Refusal refusal(String name, ChangeText text, Object... parameters) {
    return new Refusal(name, Reason.of(text, parameters));
  }

  private Outcome admit(AdmitMember.Change change) {
    if (!genesis.isPublicKey(change.transactionKey())) {
      return Outcome.KEY_UNUSABLE;
    }
    if (isOfAMember(change.transactionKey())) {
      return Outcome.KEY_USED;
    }
    boolean exists =
        members().stream()
            .anyMatch(member ->
                member.number().value() == change.number()
                    || member.name().equals(change.name())
                    || member.creditCode().value().equals(change.creditCode()));
    if (exists) {
      return Outcome.MEMBER_EXISTS;
    }
    return change.validator().length == 0 ? Outcome.APPLIED : validator(change);
  }

  private Outcome validator(AdmitMember.Change change) {
    GenesisValidator validator = GenesisValidator.decode(change.validator());
    if (!validator.logKey().name().equals(genesis.origin())) {
      return Outcome.KEY_UNUSABLE;
    }
    if (validators() >= Roster.MOST) {
      return Outcome.TOO_MANY_MEMBERS;
    }
    return beside(new Roster.Entry(change.number(), change.name(), validator));
  }

  /** Whether one validator more, or one with another key, has nothing that is another's. */
  private Outcome beside(Roster.Entry entry) {
    try {
      return roster().with(entry).validator(entry.member()).isPresent()
          ? Outcome.APPLIED
          : Outcome.UNKNOWN_MEMBER;
    } catch (FormatException e) {
      return Outcome.KEY_USED;
    }
  }

  private Roster roster() {
    return asked
        .map(known -> new Roster(known.epoch(), entries(known.validators())))
        .orElseGet(() -> Roster.of(genesis));
  }

  private static List<Roster.Entry> entries(List<GenesisMember> validators) {
    List<Roster.Entry> entries = new ArrayList<>();
    for (GenesisMember member : validators) {
      GenesisValidator validator = member.validator();
      if (validator != null) {
        entries.add(new Roster.Entry(member.number().value(), member.name(), validator));
      }
    }
    return entries;
  }

  /** All that ever were admitted, as far as it is known: each has name and credit code for ever. */
  private List<GenesisMember> members() {
    return asked.map(Membership::members).orElseGet(genesis::members);
  }

  /** A key that nobody has any more is not known here; the ledger refuses it. */
  private boolean isOfAMember(byte[] transactionKey) {
    return Stream.concat(members().stream(), genesis.members().stream())
        .flatMap(member -> member.transactionKeys().stream())
        .anyMatch(key -> Arrays.equals(key.getEncoded(), transactionKey));
  }

  private int validators() {
    return asked
        .map(known -> known.validators().size())
        .orElseGet(() -> genesis.validators().size());
  }

  private Outcome rotate(RotateKey.Change change) {
    KeyPurpose purpose = KeyPurpose.of(change.purpose()).orElseThrow();
    if (purpose == KeyPurpose.TRANSACTION && !genesis.isPublicKey(change.newKey())) {
      return Outcome.KEY_UNUSABLE;
    }
    if (asked.isEmpty()) {
      return Outcome.APPLIED;
    }
    Optional<GenesisMember> member = asked.get().member(change.member());
    if (member.isEmpty()) {
      return Outcome.UNKNOWN_MEMBER;
    }
    if (!has(member.get(), purpose, change.oldKey())) {
      return Outcome.UNKNOWN_KEY;
    }
    return purpose == KeyPurpose.TRANSACTION
        ? transactionKey(member.get(), change)
        : validatorsKey(member.get(), purpose, change.newKey());
  }

  private Outcome transactionKey(GenesisMember member, RotateKey.Change change) {
    int id = KeyId.of(genesis.publicKey(change.newKey()));
    boolean idStays =
        member.transactionKeys().stream()
            .filter(key -> !Digest.sha256(key.getEncoded()).equals(change.oldKey()))
            .anyMatch(key -> KeyId.of(key) == id);
    return idStays || isOfAMember(change.newKey()) ? Outcome.KEY_USED : Outcome.APPLIED;
  }

  private Outcome validatorsKey(GenesisMember member, KeyPurpose purpose, byte[] key) {
    GenesisValidator before = member.validator();
    if (before == null) {
      return Outcome.UNKNOWN_MEMBER;
    }
    if (Arrays.equals(before.key(purpose), key)) {
      return Outcome.KEY_USED;
    }
    try {
      GenesisValidator after = before.withKey(purpose, key);
      return beside(new Roster.Entry(member.number().value(), member.name(), after));
    } catch (FormatException e) {
      return Outcome.KEY_UNUSABLE;
    }
  }

  private static boolean has(GenesisMember member, KeyPurpose purpose, Digest oldKey) {
    if (purpose == KeyPurpose.TRANSACTION) {
      return member.transactionKeys().stream()
          .anyMatch(key -> Digest.sha256(key.getEncoded()).equals(oldKey));
    }
    GenesisValidator validator = member.validator();
    if (validator == null) {
      return false;
    }
    byte[] present = validator.key(purpose);
    return present.length == 0 ? oldKey.equals(Digest.ZERO) : Digest.sha256(present).equals(oldKey);
  }

  private Outcome suspend(int number) {
    if (asked.isEmpty()) {
      return Outcome.APPLIED;
    }
    Membership known = asked.get();
    Optional<GenesisMember> member = known.member(number);
    if (member.isEmpty()) {
      return Outcome.UNKNOWN_MEMBER;
    }
    if (known.suspended(number)) {
      return Outcome.ALREADY_SUSPENDED;
    }
    boolean tooFew =
        member.get().validator() != null && known.validators().size() - 1 < known.quorum();
    return tooFew ? Outcome.TOO_FEW_LEFT : Outcome.APPLIED;
  }

  private Outcome activate(ActivateContract.Change change) {
    if (asked.isEmpty()) {
      return Outcome.APPLIED;
    }
    if (change.version() != asked.get().contractVersion() + 1) {
      return Outcome.VERSION_NOT_NEXT;
    }
    return change.atHeight() <= asked.get().height() ? Outcome.HEIGHT_PASSED : Outcome.APPLIED;
  }
}
