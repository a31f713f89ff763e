package org.yipiao.ledger.server.chain;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A place in the order. Bytes: {@code version(1)=1 round(8) orderHash(32)}.
 *
 * @param orderHash the running order hash after the round
 */
public record Position(long round, Digest orderHash) {

  private static final int VERSION = 1;

  static final int BYTES = 1 + Long.BYTES + Digest.LENGTH;

  /** Before the first round. */
  public static final Position START = new Position(0, Digest.ZERO);

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put((byte) VERSION)
        .putLong(round)
        .put(orderHash.bytes())
        .array();
  }

  /**
   * @throws org.yipiao.ledger.server.store.StoreFailure unless the bytes are a position
   */
  public static Position decode(byte[] value) {
    return Bytes.read(
        value, VERSION, "a position", in -> new Position(in.getLong(), Bytes.digest(in)));
  }
}
