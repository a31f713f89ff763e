package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.state.primitives.ProtoBytes;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.nio.ByteBuffer;
import org.yipiao.ledger.server.ordering.OrderHash;

/**
 * All that the engine's own state holds of ours: the last round and the order hash after it. It
 * depends on the order alone, never on execution. Encoded as 8 bytes of round, big-endian, and the
 * 32 bytes of the hash.
 */
@SuppressWarnings("ArrayRecordComponent") // private to the package, shared and never changed
record Head(long round, byte[] orderHash) {

  private static final int BYTES = Long.BYTES + OrderHash.LENGTH;

  static Head genesis() {
    return new Head(0, OrderHash.genesis());
  }

  ProtoBytes encode() {
    return new ProtoBytes(
        Bytes.wrap(ByteBuffer.allocate(BYTES).putLong(round).put(orderHash).array()));
  }

  static Head decode(ProtoBytes stored) {
    if (stored.value().length() != BYTES) {
      throw new IllegalStateException(
          "the engine's state holds a head of " + stored.value().length() + " bytes");
    }
    var buffer = ByteBuffer.wrap(stored.value().toByteArray());
    long round = buffer.getLong();
    byte[] orderHash = new byte[OrderHash.LENGTH];
    buffer.get(orderHash);
    return new Head(round, orderHash);
  }
}
