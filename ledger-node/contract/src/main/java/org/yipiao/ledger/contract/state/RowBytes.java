package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** Reads the shared parts of rows. */
final class RowBytes {

  private RowBytes() {}

  static Digest digest(ByteBuffer in) {
    return Digest.of(take(in, Digest.LENGTH));
  }

  static ClaimId claim(ByteBuffer in) {
    return ClaimId.of(take(in, 16));
  }

  static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
