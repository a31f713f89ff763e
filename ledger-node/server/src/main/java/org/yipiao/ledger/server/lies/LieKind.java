package org.yipiao.ledger.server.lies;

/**
 * What a member was caught at. No honest node does any of it, however slow or restarted; but for
 * {@link #UNKNOWN_KEY}, when a key is retired while transactions under it are on their way.
 */
public enum LieKind {
  CONFLICTING_COSIGNATURES("It cosigned two roots of one size."),
  WRONG_ROOT("It cosigned another root than the final log has at that size."),
  BAD_COSIGNATURE("It ordered a cosignature in its own name that its key did not make."),
  OTHERS_COSIGNATURE("It ordered a cosignature in another validator's name."),
  UNREADABLE_PAYLOAD("It ordered bytes that are no payload of a known kind."),
  UNREADABLE_TRANSACTION("It ordered bytes as a transaction that are none, or one beyond a limit."),
  FORGED_TRANSACTION("It ordered a transaction that its member's key did not sign."),
  UNKNOWN_KEY(
      "It ordered a transaction under a key that its member does not have, or has no more."),
  ID_REUSED("It signed two transactions under one id of its own.");

  private final String sentence;

  LieKind(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
