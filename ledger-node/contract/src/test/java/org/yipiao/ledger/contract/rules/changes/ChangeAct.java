package org.yipiao.ledger.contract.rules.changes;

/** A change that is asked for. */
enum ChangeAct {
  ADMIT("`AdmitMember` of a participant, under the number"),
  ADMIT_VALIDATOR("`AdmitMember` of a validator, under the number"),
  ROTATE_TRANSACTION_KEY("`RotateKey` of the member's key for transactions to a new one"),
  ROTATE_LOG_KEY("`RotateKey` of its key for the log"),
  ROTATE_COSIGNING_KEY("`RotateKey` of its key for cosigning"),
  ROTATE_ENGINE_KEY("`RotateKey` of its engine's certificate"),
  ROTATE_POST_QUANTUM_KEY("`RotateKey` to its first key for archives"),
  ROTATE_OTHER_KEY("`RotateKey` of a key for transactions that it does not have"),
  ROTATE_TO_USED_KEY("`RotateKey` of its key for transactions to one that a member has had"),
  SUSPEND("`SuspendMember`"),
  ACTIVATE("`ActivateContract` of the next version, at a height to come"),
  ACTIVATE_NOW("the same, at the height of the block in progress"),
  ACTIVATE_OTHER("`ActivateContract` of the present version");

  private final String asked;

  ChangeAct(String asked) {
    this.asked = asked;
  }

  String asked() {
    return asked;
  }

  /** Whether it names a member. */
  boolean ofAMember() {
    return switch (this) {
      case ACTIVATE, ACTIVATE_NOW, ACTIVATE_OTHER -> false;
      case ADMIT,
          ADMIT_VALIDATOR,
          ROTATE_TRANSACTION_KEY,
          ROTATE_LOG_KEY,
          ROTATE_COSIGNING_KEY,
          ROTATE_ENGINE_KEY,
          ROTATE_POST_QUANTUM_KEY,
          ROTATE_OTHER_KEY,
          ROTATE_TO_USED_KEY,
          SUSPEND ->
          true;
    };
  }
}
