package org.yipiao.ledger.server.cosigning;

import java.nio.ByteBuffer;
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

  private static final int VERSION = 1;
  private static final int TIMED = Long.BYTES + 64;

  /** Bytes of an encoded cosignature. */
  public static final int LENGTH = 1 + Integer.BYTES + Long.BYTES + Digest.LENGTH + TIMED;

  public Cosignature {
    if (timed.length != TIMED || size < 1) {
      throw new FormatException("a cosignature of size " + size);
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
   * @throws FormatException unless the bytes are exactly one cosignature
   */
  public static Cosignature decode(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] != VERSION) {
      throw new FormatException("not a cosignature");
    }
    var in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
    int member = in.getInt();
    long size = in.getLong();
    byte[] root = new byte[Digest.LENGTH];
    in.get(root);
    byte[] timed = new byte[TIMED];
    in.get(timed);
    return new Cosignature(member, size, Digest.of(root), timed);
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
