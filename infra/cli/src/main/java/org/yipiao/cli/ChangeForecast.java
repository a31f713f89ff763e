package org.yipiao.cli;

import java.util.Optional;
import org.yipiao.ledger.client.Membership;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
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
   * What the ledger would refuse a change with.
   *
   * @param name of the outcome, or of why it is no operation yet
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
    return unknown.isPresent() ? unknown : refusedWith(operation);
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
    if (!genesis.isPublicKey(change.transactionKey())
        || (change.validator().length > 0 && !ours(change.validator()))) {
      return Outcome.KEY_UNUSABLE;
    }
    if (change.validator().length > 0 && validators() >= Roster.MOST) {
      return Outcome.TOO_MANY_MEMBERS;
    }
    boolean exists =
        genesis.member(change.number()).isPresent()
            || asked.flatMap(known -> known.member(change.number())).isPresent();
    return exists ? Outcome.MEMBER_EXISTS : Outcome.APPLIED;
  }

  private int validators() {
    return asked
        .map(known -> known.validators().size())
        .orElseGet(() -> genesis.validators().size());
  }

  private boolean ours(byte[] validator) {
    return GenesisValidator.decode(validator).logKey().name().equals(genesis.origin());
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
    return has(member.get(), purpose, change.oldKey()) ? Outcome.APPLIED : Outcome.UNKNOWN_KEY;
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
