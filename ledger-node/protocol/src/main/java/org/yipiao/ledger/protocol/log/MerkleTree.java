package org.yipiao.ledger.protocol.log;

import java.security.MessageDigest;
import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;

/** The hashes of an RFC 9162 (section 2.1) Merkle tree over SHA-256. */
public final class MerkleTree {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static final Digest EMPTY_ROOT = Digest.sha256();

  private MerkleTree() {}

  /** SHA-256(0x00 ‖ leaf). */
  public static Digest leafHash(byte[] leaf) {
    MessageDigest sha256 = Digest.sha256Function();
    sha256.update(LEAF);
    sha256.update(leaf);
    return Digest.finish(sha256);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Digest nodeHash(Digest left, Digest right) {
    MessageDigest sha256 = Digest.sha256Function();
    sha256.update(NODE);
    left.update(sha256);
    right.update(sha256);
    return Digest.finish(sha256);
  }

  /** The root over all leaves at once. */
  public static Digest root(List<byte[]> leaves) {
    var range = CompactRange.empty();
    for (byte[] leaf : leaves) {
      range = range.append(leafHash(leaf));
    }
    return range.root();
  }

  /**
   * The largest power of two smaller than {@code size}, which is at least 2: where a tree splits.
   */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
