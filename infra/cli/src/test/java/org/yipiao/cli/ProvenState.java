package org.yipiao.cli;

import java.nio.ByteBuffer;
import java.util.List;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.MapProof;
import org.yipiao.ledger.protocol.statemap.StateProof;
import org.yipiao.ledger.protocol.wire.Digest;

/** State proofs of a log whose state is one row, final under the seeded consortium's keys. */
final class ProvenState {

  private static final long NOON_NANOS = 1_767_268_800_000_000_000L;
  private static final int LEAVES_BEFORE = 6;

  private ProvenState() {}

  /** That the key has this row. */
  static String of(byte[] key, byte[] row) {
    return under(2, key, row);
  }

  /** The same under the header of a version of the contract. */
  static String under(int contractVersion, byte[] key, byte[] row) {
    var hasher = new MapHasher();
    var header =
        new BlockHeader(
            3,
            NOON_NANOS,
            4,
            Digest.ZERO,
            contractVersion,
            hasher.stateRoot(hasher.row(key, row)),
            Digest.ZERO,
            Digest.ZERO);
    return with(header.toLeaf().encode(), key, row);
  }

  /** The same with another leaf in the header's place. */
  static String with(byte[] leaf, byte[] key, byte[] row) {
    var log = new SampleLog();
    for (byte i = 0; i < LEAVES_BEFORE; i++) {
      log.append(new byte[] {i});
    }
    log.append(leaf);
    var inclusion =
        new TlogProof(
            LEAVES_BEFORE,
            log.inclusion(LEAVES_BEFORE).path(),
            SeededConsortium.note(log.checkpoint(), NOON_NANOS / 1_000_000_000L, 1, 3, 4));
    var map = new MapProof(key, new MapProof.End.Present(row), List.of());
    return new StateProof(map, leaf, inclusion).format();
  }

  /** The row of an invoice of member 4 all of whose total is claimable; amounts in fen. */
  static byte[] row(
      int status, long claimable, long reserved, long committed, long reimbursed, long returned) {
    return ByteBuffer.allocate(85)
        .putInt(4)
        .put((byte) status)
        .put(new byte[32])
        .putLong(claimable)
        .putLong(claimable)
        .putLong(reserved)
        .putLong(committed)
        .putLong(reimbursed)
        .putLong(returned)
        .array();
  }

  /** The longer form of a row. */
  static byte[] more(byte[] row, int paperOut, long counterpart) {
    return ByteBuffer.allocate(126)
        .put(row)
        .put((byte) paperOut)
        .putLong(counterpart)
        .put(new byte[32])
        .array();
  }
}
