package org.yipiao.ledger.server.cosigning;

import java.nio.ByteBuffer;
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

  private static final int VERSION = 1;
  private static final int LENGTH =
      1 + Integer.BYTES + Long.BYTES + Digest.LENGTH + PostQuantumCosigner.TIMED_LENGTH;

  public PostQuantumCosignature {
    if (timed.length != PostQuantumCosigner.TIMED_LENGTH || size < 1) {
      throw new FormatException("a post-quantum cosignature of size " + size);
    }
  }

  public byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put((byte) VERSION)
        .putInt(member)
        .putLong(size)
        .put(root.bytes())
        .put(timed)
        .array();
  }

  /**
   * @throws FormatException unless the bytes are exactly one such cosignature
   */
  public static PostQuantumCosignature decode(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] != VERSION) {
      throw new FormatException("not a post-quantum cosignature");
    }
    var in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
    int member = in.getInt();
    long size = in.getLong();
    byte[] root = new byte[Digest.LENGTH];
    in.get(root);
    byte[] timed = new byte[PostQuantumCosigner.TIMED_LENGTH];
    in.get(timed);
    return new PostQuantumCosignature(member, size, Digest.of(root), timed);
  }

  /** Seconds since the epoch. */
  public long timeSeconds() {
    return ByteBuffer.wrap(timed).getLong();
  }

  /** The line in a note. */
  public NoteSignature line(Vkey key) {
    return new NoteSignature(key.name(), key.keyId(), timed);
  }
}
