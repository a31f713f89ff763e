package org.yipiao.ledger.contract.block;

import java.nio.ByteBuffer;
import java.util.List;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The state root as a chained digest: SHA-256 over, all integers big-endian,
 *
 * <pre>
 * version     1   = 1
 * previous   32   the state root after the block before, zero before block 0
 * height      8
 * changes     4   how many rows the block changes
 * then for each changed row in ascending order of keys:
 *   keyLength     2
 *   key           …
 *   present       1   0 when the row is deleted, and nothing follows
 *   valueLength   4
 *   value         …
 * </pre>
 *
 * Equal roots mean equal changes in every block, so equal rows. It proves no single row; the root
 * of the map over the rows ({@link StateRoots}) has another version byte.
 */
final class StateRoot {

  private static final byte VERSION = 1;

  private StateRoot() {}

  static Digest after(Digest previous, long height, List<RowChange> changes) {
    var sha256 = Digest.sha256Function();
    sha256.update(VERSION);
    previous.update(sha256);
    sha256.update(ByteBuffer.allocate(12).putLong(height).putInt(changes.size()).flip());
    for (RowChange change : changes) {
      byte[] key = change.key().bytes();
      byte[] value = change.value();
      sha256.update(ByteBuffer.allocate(2).putShort((short) key.length).flip());
      sha256.update(key);
      if (value == null) {
        sha256.update((byte) 0);
      } else {
        sha256.update((byte) 1);
        sha256.update(ByteBuffer.allocate(4).putInt(value.length).flip());
        sha256.update(value);
      }
    }
    return Digest.finish(sha256);
  }
}
