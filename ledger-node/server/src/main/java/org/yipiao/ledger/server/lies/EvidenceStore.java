package org.yipiao.ledger.server.lies;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Keeps what proves that a validator cosigned falsely, for ever: the first piece for each member
 * and size, and so many of each member. Safe for use by several threads.
 */
public final class EvidenceStore {

  /** Pieces of one member; one proves the lie, the others how long it went on. */
  public static final int PIECES_PER_MEMBER = 1_024;

  private final KeyValueStore store;
  private final Map<Integer, Integer> kept = new HashMap<>();

  /**
   * A piece as it is kept.
   *
   * @param text {@link CosigningEvidence} as a text
   */
  public record Piece(int member, long size, String text) {

    /**
     * Reads an entry of the store.
     *
     * @throws IllegalArgumentException when the key is none of this family
     */
    public static Piece of(KeyValueStore.Entry entry) {
      if (entry.key().length != Integer.BYTES + Long.BYTES) {
        throw new IllegalArgumentException("a key of " + entry.key().length + " bytes");
      }
      var key = ByteBuffer.wrap(entry.key());
      return new Piece(
          key.getInt(), key.getLong(), new String(entry.value(), StandardCharsets.UTF_8));
    }

    /**
     * Whether it proves what it is kept for: that its member cosigned falsely at its size.
     *
     * @param name of the member, as in the trust root
     */
    public boolean proven(TrustRoot trust, String name) {
      try {
        return CosigningEvidence.parse(text).verify(trust)
                instanceof CosigningEvidence.Verdict.Proven proven
            && proven.member().equals(name)
            && proven.size() == size;
      } catch (FormatException e) {
        return false;
      }
    }

    /** Puts it into a write set, as it is kept. */
    public void put(WriteSet writes) {
      writes.put(
          Family.EVIDENCE, EvidenceStore.key(member, size), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  public EvidenceStore(KeyValueStore store) {
    this.store = store;
  }

  private int stored(int member) {
    return store
        .range(Family.EVIDENCE, key(member, 0), key(member + 1, 0), PIECES_PER_MEMBER)
        .size();
  }

  /** Keeps a piece, which is on the disk when this returns, unless there is one or enough. */
  public synchronized void keep(int member, long size, CosigningEvidence evidence) {
    int before = kept.computeIfAbsent(member, this::stored);
    if (before >= PIECES_PER_MEMBER || has(member, size)) {
      return;
    }
    var writes = new WriteSet();
    new Piece(member, size, evidence.format()).put(writes);
    store.write(writes, Durability.SYNCED);
    kept.put(member, before + 1);
  }

  /** How many pieces are kept of these members. */
  public synchronized int pieces(Set<Integer> members) {
    return members.stream().mapToInt(member -> kept.computeIfAbsent(member, this::stored)).sum();
  }

  /** Whether there is a piece for that size. */
  public boolean has(int member, long size) {
    return store.get(Family.EVIDENCE, key(member, size)) != null;
  }

  /** Pieces in the order of members and sizes, from one on. */
  public List<Piece> from(int member, long size, int limit) {
    return store.range(Family.EVIDENCE, key(member, size), null, limit).stream()
        .map(Piece::of)
        .toList();
  }

  private static byte[] key(int member, long size) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(member).putLong(size).array();
  }
}
