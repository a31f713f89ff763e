package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;

/**
 * A version of the contract that is agreed to and not in force yet: {@code version(4) height(8)}.
 *
 * @param atHeight of the first block that the version executes
 */
public record Activation(int version, long atHeight) {

  byte[] encode() {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
        .putInt(version)
        .putLong(atHeight)
        .array();
  }

  static Activation decode(byte[] value) {
    var in = ByteBuffer.wrap(value);
    return new Activation(in.getInt(), in.getLong());
  }
}
