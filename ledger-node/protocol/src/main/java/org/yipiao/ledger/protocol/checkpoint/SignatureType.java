package org.yipiao.ledger.protocol.checkpoint;

import java.util.Optional;

/** The signature types of signed notes that this ledger knows (C2SP signed-note). */
public enum SignatureType {
  /** Ed25519 over the note's text: the log's own signature. */
  LOG(0x01),
  /** Timestamped Ed25519 cosignature (C2SP tlog-cosignature). */
  COSIGNATURE(0x04),
  /** Timestamped ML-DSA-44 cosignature (C2SP tlog-cosignature). */
  POST_QUANTUM_COSIGNATURE(0x06),
  /**
   * A type with a name after the byte, reserved for SM2; recognised, made and counted by nobody.
   */
  NAMED(0xff);

  private final int number;

  SignatureType(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Optional<SignatureType> of(int number) {
    return switch (number) {
      case 0x01 -> Optional.of(LOG);
      case 0x04 -> Optional.of(COSIGNATURE);
      case 0x06 -> Optional.of(POST_QUANTUM_COSIGNATURE);
      case 0xff -> Optional.of(NAMED);
      default -> Optional.empty();
    };
  }
}
