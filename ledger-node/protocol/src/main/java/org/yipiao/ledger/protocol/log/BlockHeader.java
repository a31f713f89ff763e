package org.yipiao.ledger.protocol.log;

import java.util.Arrays;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The content of the last leaf of each block.
 *
 * <p>Fields: {@code 1 height fixed64, 2 consensus_time_nanos fixed64, 3 last_round fixed64, 4
 * order_hash bytes(32), 5 contract_version fixed32, 6 state_root bytes(32), 7 roster_digest
 * bytes(32), 8 previous_root bytes(32)}.
 *
 * @param height 0 for the genesis block
 * @param consensusTimeNanos of the round that closed the block
 * @param lastRound that round's number, 0 in block 0
 * @param orderHash the running order hash at that round, zero in block 0
 * @param contractVersion which executed the block
 * @param stateRoot after the block's operations and the sweep at its close
 * @param rosterDigest of the validators, see {@code Genesis.rosterDigest}
 * @param previousRoot the root of the previous checkpoint, zero in block 0
 */
public record BlockHeader(
    long height,
    long consensusTimeNanos,
    long lastRound,
    Digest orderHash,
    int contractVersion,
    Digest stateRoot,
    Digest rosterDigest,
    Digest previousRoot) {

  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, height)
        .fixed64(2, consensusTimeNanos)
        .fixed64(3, lastRound)
        .digest(4, orderHash)
        .fixed32(5, contractVersion)
        .digest(6, stateRoot)
        .digest(7, rosterDigest)
        .digest(8, previousRoot)
        .toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static BlockHeader decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    var header =
        new BlockHeader(
            in.fixed64(1),
            in.fixed64(2),
            in.fixed64(3),
            in.digest(4),
            in.fixed32(5),
            in.digest(6),
            in.digest(7),
            in.digest(8));
    in.end();
    return header;
  }

  public LeafV1 toLeaf() {
    return LeafV1.ofLedger(OperationType.BLOCK_HEADER, consensusTimeNanos, encode());
  }

  /**
   * Reads a header out of its leaf.
   *
   * @throws FormatException when the leaf is none, or its fixed fields are not those of a header
   */
  public static BlockHeader of(LeafV1 leaf) {
    BlockHeader header = decode(leaf.operation());
    if (!Arrays.equals(header.toLeaf().encode(), leaf.encode())) {
      throw new FormatException("not the leaf of a block header");
    }
    return header;
  }
}
