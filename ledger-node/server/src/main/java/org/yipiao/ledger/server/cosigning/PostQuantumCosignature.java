package org.yipiao.ledger.server.cosigning;

import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A validator's ML-DSA-44 cosignature of a checkpoint, as it travels and as nodes keep it. Bytes:
 * {@code version(1)=1 member(4) size(8) root(32) time(8) signature(2420)}, big-endian; time in
 * seconds since the epoch.
 *
 * @param timed time and signature, as in a cosignature line
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; compared by encode()
public record PostQuantumCosignature(int member, long size, Digest root, byte[] timed) {

  private static final CosignatureForm FORM =
      new CosignatureForm("post-quantum cosignature", PostQuantumCosigner.TIMED_LENGTH);

  public PostQuantumCosignature {
    FORM.require(size, timed);
  }

  public byte[] encode() {
    return FORM.encode(member, size, root, timed);
  }

  /**
   * @throws FormatException unless the bytes are exactly one such cosignature
   */
  public static PostQuantumCosignature decode(byte[] bytes) {
    return FORM.decode(bytes, PostQuantumCosignature::new);
  }

  /** Seconds since the epoch. */
  public long timeSeconds() {
    return CosignatureForm.timeSeconds(timed);
  }

  /** The line in a note. */
  public NoteSignature line(Vkey key) {
    return new NoteSignature(key.name(), key.keyId(), timed);
  }
}
