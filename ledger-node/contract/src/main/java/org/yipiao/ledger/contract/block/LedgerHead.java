package org.yipiao.ledger.contract.block;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Where a ledger stands after a block: all that is needed, besides the rows, to make the next one.
 *
 * @param height of the last block; −1 before the genesis block
 * @param timeNanos that block's consensus time
 * @param lastRound the round that closed it
 * @param orderHash the running order hash at that round
 * @param stateRoot after it
 * @param tree the log with its leaves
 */
public record LedgerHead(
    long height,
    long timeNanos,
    long lastRound,
    Digest orderHash,
    Digest stateRoot,
    CompactRange tree) {

  /** Before the genesis block. */
  public static final LedgerHead BEFORE_GENESIS =
      new LedgerHead(-1, 0, 0, Digest.ZERO, Digest.ZERO, CompactRange.empty());

  private static final int FIXED_BYTES = 3 * Long.BYTES + 2 * Digest.LENGTH;

  /** The checkpoint of the last block. */
  public Checkpoint checkpoint(String origin) {
    return new Checkpoint(origin, tree.size(), tree.root());
  }

  /** {@code height(8) time(8) lastRound(8) orderHash(32) stateRoot(32) tree}, big-endian. */
  public byte[] encode() {
    byte[] range = tree.encode();
    return ByteBuffer.allocate(FIXED_BYTES + range.length)
        .putLong(height)
        .putLong(timeNanos)
        .putLong(lastRound)
        .put(orderHash.bytes())
        .put(stateRoot.bytes())
        .put(range)
        .array();
  }

  /**
   * @throws FormatException unless the bytes are an {@link #encode}d head
   */
  public static LedgerHead decode(byte[] bytes) {
    if (bytes.length < FIXED_BYTES) {
      throw new FormatException("a head of " + bytes.length + " bytes");
    }
    var in = ByteBuffer.wrap(bytes);
    return new LedgerHead(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        digest(in),
        digest(in),
        CompactRange.decode(Arrays.copyOfRange(bytes, FIXED_BYTES, bytes.length)));
  }

  private static Digest digest(ByteBuffer in) {
    byte[] bytes = new byte[Digest.LENGTH];
    in.get(bytes);
    return Digest.of(bytes);
  }
}
