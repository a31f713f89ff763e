package org.yipiao.ledger.server.cosigning;

import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A validator's cosignature of a checkpoint, as it travels and as its own signer keeps it. Bytes:
 * {@code version(1)=1 member(4) size(8) root(32) time(8) signature(64)}, big-endian; time in
 * seconds since the epoch.
 *
 * @param timed time and signature, 72 bytes, as in a cosignature line
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; compared by encode()
public record Cosignature(int member, long size, Digest root, byte[] timed) {

  private static final CosignatureForm FORM = new CosignatureForm("cosignature", Long.BYTES + 64);

  public Cosignature {
    FORM.require(size, timed);
  }

  public byte[] encode() {
    return FORM.encode(member, size, root, timed);
  }

  /**
   * @throws FormatException unless the bytes are exactly one cosignature
   */
  public static Cosignature decode(byte[] bytes) {
    return FORM.decode(bytes, Cosignature::new);
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
