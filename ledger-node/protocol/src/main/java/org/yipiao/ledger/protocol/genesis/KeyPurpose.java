package org.yipiao.ledger.protocol.genesis;

import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Numbered;

/** What a key is for. A number is never given to another meaning. */
public enum KeyPurpose implements Numbered {
  TRANSACTION(1, "Signs the member's transactions and approvals."),
  LOG(2, "Signs checkpoints for the log."),
  COSIGNING(3, "Cosigns checkpoints."),
  ENGINE(4, "Signs for the member's engine."),
  POST_QUANTUM_COSIGNING(5, "Cosigns checkpoints for archives.");

  private final int number;
  private final String sentence;

  KeyPurpose(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  @Override
  public int number() {
    return number;
  }

  public String sentence() {
    return sentence;
  }

  /** The one of a number, if it has one. */
  public static Optional<KeyPurpose> of(int number) {
    return Numbered.find(values(), number);
  }
}
