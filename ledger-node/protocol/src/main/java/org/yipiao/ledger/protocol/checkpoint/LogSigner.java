package org.yipiao.ledger.protocol.checkpoint;

import org.yipiao.ledger.protocol.suite.MessageSigner;

/** Signs checkpoints as the log: Ed25519 over the note's text, type 0x01. */
public final class LogSigner {

  private final Vkey vkey;
  private final MessageSigner signer;

  /**
   * @param vkey of type {@code LOG}
   * @param signer of the private key that belongs to it
   */
  public LogSigner(Vkey vkey, MessageSigner signer) {
    if (vkey.type() != SignatureType.LOG) {
      throw new IllegalArgumentException("not a log key");
    }
    this.vkey = vkey;
    this.signer = signer;
  }

  public Vkey vkey() {
    return vkey;
  }

  public NoteSignature sign(Checkpoint checkpoint) {
    return new NoteSignature(vkey.name(), vkey.keyId(), signer.sign(checkpoint.bodyBytes()));
  }

  /** Verifies a line of that key, whose type is {@link SignatureType#LOG}. */
  public static boolean verify(Vkey key, Checkpoint checkpoint, NoteSignature signature) {
    return key.ed25519().verify(checkpoint.bodyBytes(), signature.signature());
  }
}
