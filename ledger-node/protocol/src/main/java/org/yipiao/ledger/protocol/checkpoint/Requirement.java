package org.yipiao.ledger.protocol.checkpoint;

import java.util.OptionalLong;

/** Whose cosignatures make a checkpoint count. */
public enum Requirement {
  /** A quorum of distinct members by Ed25519: what makes a block final. */
  CLASSICAL(SignatureType.COSIGNATURE),
  /** A quorum of distinct members by ML-DSA-44: what an archive is proven with. */
  POST_QUANTUM(SignatureType.POST_QUANTUM_COSIGNATURE);

  private final SignatureType counted;

  Requirement(SignatureType counted) {
    this.counted = counted;
  }

  /** The one type of line that counts; lines of another type are not looked at. */
  public SignatureType counted() {
    return counted;
  }

  OptionalLong verify(Vkey key, Checkpoint checkpoint, NoteSignature line) {
    return switch (this) {
      case CLASSICAL -> Cosigner.verify(key, checkpoint, line);
      case POST_QUANTUM -> PostQuantumCosigner.verify(key, checkpoint, line);
    };
  }
}
