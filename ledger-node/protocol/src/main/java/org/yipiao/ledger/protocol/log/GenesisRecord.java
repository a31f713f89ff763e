package org.yipiao.ledger.protocol.log;

import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The content of leaf 0. Field: {@code 1 genesis_digest bytes(32)}.
 *
 * @param genesisDigest SHA-256 of the genesis file
 */
public record GenesisRecord(Digest genesisDigest) {

  public byte[] encode() {
    return new FieldWriter().digest(1, genesisDigest).toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static GenesisRecord decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    var genesis = new GenesisRecord(in.digest(1));
    in.end();
    return genesis;
  }

  public LeafV1 toLeaf(long genesisTimeNanos) {
    return LeafV1.ofLedger(OperationType.GENESIS, genesisTimeNanos, encode());
  }
}
