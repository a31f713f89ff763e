package org.yipiao.ledger.server.succession;

import java.util.Arrays;
import java.util.HexFormat;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Where the engines of one epoch's validators have stopped.
 *
 * @param epoch the number of the epoch whose validators go on
 * @param round the last one under those before
 * @param stateHash of the engine's state after it, SHA-384
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its content, see equals
public record EngineStop(long epoch, long round, byte[] stateHash) {

  static final int HASH_BYTES = 48;

  /** No event and no state has such a beginning, which the same keys sign. */
  private static final String DOMAIN = "yipiao engine stop v1";

  /**
   * @throws FormatException when a number is not above 0 or the hash is none
   */
  public EngineStop {
    if (epoch < 1 || round < 1 || stateHash.length != HASH_BYTES) {
      throw new FormatException(
          "a stop for epoch %d at round %d with a hash of %d bytes"
              .formatted(epoch, round, stateHash.length));
    }
  }

  /**
   * What an engine's key signs: the message {@code 1 "yipiao engine stop v1" string, 2 origin
   * string, 3 epoch fixed64, 4 round fixed64, 5 state hash bytes}.
   */
  byte[] statement(String origin) {
    return new FieldWriter()
        .ascii(1, DOMAIN)
        .ascii(2, origin)
        .fixed64(3, epoch)
        .fixed64(4, round)
        .bytes(5, stateHash)
        .toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EngineStop that
        && epoch == that.epoch
        && round == that.round
        && Arrays.equals(stateHash, that.stateHash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(stateHash);
  }

  @Override
  public String toString() {
    return "the stop for epoch %d at round %d with %s"
        .formatted(epoch, round, HexFormat.of().formatHex(stateHash, 0, 6));
  }
}
