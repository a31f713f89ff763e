package org.yipiao.ledger.contract.rules.changes;

import org.yipiao.ledger.protocol.outcome.Outcome;

/** What the rules say of a change that a quorum approves, written by hand. */
final class ChangeOracle {

  private ChangeOracle() {}

  static Outcome expected(ChangeAct act, Named named, Setting setting, Consent consent) {
    return consent.verdict().applied() ? expected(act, named, setting) : consent.verdict();
  }

  private static Outcome expected(ChangeAct act, Named named, Setting setting) {
    return switch (act) {
      case ADMIT -> named == Named.NOBODY ? Outcome.APPLIED : Outcome.MEMBER_EXISTS;
      case ADMIT_VALIDATOR -> named == Named.NOBODY ? oneAtATime(setting) : Outcome.MEMBER_EXISTS;
      case ROTATE_TRANSACTION_KEY -> ofMember(named, Outcome.APPLIED);
      case ROTATE_OTHER_KEY -> ofMember(named, Outcome.UNKNOWN_KEY);
      case ROTATE_TO_USED_KEY -> ofMember(named, Outcome.KEY_USED);
      case ROTATE_LOG_KEY, ROTATE_COSIGNING_KEY, ROTATE_ENGINE_KEY, ROTATE_POST_QUANTUM_KEY ->
          named == Named.VALIDATOR ? oneAtATime(setting) : Outcome.UNKNOWN_MEMBER;
      case SUSPEND -> suspended(named, setting);
      case ACTIVATE -> setting == Setting.ACTIVATION ? Outcome.CHANGE_UNDER_WAY : Outcome.APPLIED;
      case ACTIVATE_NOW ->
          setting == Setting.ACTIVATION ? Outcome.CHANGE_UNDER_WAY : Outcome.HEIGHT_PASSED;
      case ACTIVATE_OTHER -> Outcome.VERSION_NOT_NEXT;
    };
  }

  private static Outcome ofMember(Named named, Outcome verdict) {
    return named == Named.NOBODY ? Outcome.UNKNOWN_MEMBER : verdict;
  }

  /** A block ends one epoch at most. */
  private static Outcome oneAtATime(Setting setting) {
    return setting == Setting.EPOCH_ENDS ? Outcome.CHANGE_UNDER_WAY : Outcome.APPLIED;
  }

  private static Outcome suspended(Named named, Setting setting) {
    return switch (named) {
      case NOBODY -> Outcome.UNKNOWN_MEMBER;
      case PARTICIPANT -> Outcome.APPLIED;
      case SUSPENDED, FORMER_VALIDATOR -> Outcome.ALREADY_SUSPENDED;
      case VALIDATOR -> setting == Setting.FEWEST ? Outcome.TOO_FEW_LEFT : oneAtATime(setting);
    };
  }

  /** What is so of the one that was named, and of the ledger, once the change is applied. */
  static Effect effect(ChangeAct act, Effect before) {
    return switch (act) {
      case ADMIT -> before.member();
      case ADMIT_VALIDATOR -> before.member().validates(true).epoch(before.epoch() + 1);
      case ROTATE_TRANSACTION_KEY -> before.newKey();
      case ROTATE_LOG_KEY, ROTATE_COSIGNING_KEY, ROTATE_ENGINE_KEY, ROTATE_POST_QUANTUM_KEY ->
          before.epoch(before.epoch() + 1);
      case SUSPEND ->
          before.isValidator()
              ? before.suspend().validates(false).epoch(before.epoch() + 1)
              : before.suspend();
      case ACTIVATE -> before.activation();
      case ROTATE_OTHER_KEY, ROTATE_TO_USED_KEY, ACTIVATE_NOW, ACTIVATE_OTHER -> before;
    };
  }
}
