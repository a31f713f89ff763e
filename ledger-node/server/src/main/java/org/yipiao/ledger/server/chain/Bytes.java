package org.yipiao.ledger.server.chain;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.store.StoreFailure;

/** The shared parts of values on disk: a version byte first, integers big-endian. */
final class Bytes {

  private Bytes() {}

  static Digest digest(ByteBuffer in) {
    return Digest.of(take(in, Digest.LENGTH));
  }

  static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw StoreFailure.damaged("an entry is cut off");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Reads a value of a known version. */
  static <T> T read(byte[] value, int version, String what, Function<ByteBuffer, T> reader) {
    try {
      var in = ByteBuffer.wrap(value);
      if (in.get() != version) {
        throw new StoreFailure(what + " has an unknown format");
      }
      return reader.apply(in);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw StoreFailure.damaged(what + " is damaged", e);
    }
  }
}
