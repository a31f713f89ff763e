package org.yipiao.ledger.server.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A checkpoint with a quorum's cosignatures. Bytes: {@code version(1)=1 height(8) size(8) root(32)
 * finalAtMillis(8)} and the note in UTF-8.
 *
 * @param finalAt this node's clock when it held the quorum
 * @param note origin, size, root, this node's log signature and the cosignatures
 */
public record FinalCheckpoint(long height, long size, Digest root, Instant finalAt, String note) {

  private static final int VERSION = 1;

  byte[] encode() {
    byte[] text = note.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + 3 * Long.BYTES + Digest.LENGTH + text.length)
        .put((byte) VERSION)
        .putLong(height)
        .putLong(size)
        .put(root.bytes())
        .putLong(finalAt.toEpochMilli())
        .put(text)
        .array();
  }

  /**
   * @throws org.yipiao.ledger.server.store.StoreFailure unless the bytes are a final checkpoint
   */
  public static FinalCheckpoint decode(byte[] value) {
    return Bytes.read(
        value,
        VERSION,
        "a final checkpoint",
        in ->
            new FinalCheckpoint(
                in.getLong(),
                in.getLong(),
                Bytes.digest(in),
                Instant.ofEpochMilli(in.getLong()),
                new String(Bytes.take(in, in.remaining()), StandardCharsets.UTF_8)));
  }
}
