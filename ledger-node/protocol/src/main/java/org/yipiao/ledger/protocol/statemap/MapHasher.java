package org.yipiao.ledger.protocol.statemap;

import java.security.MessageDigest;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The hashes of the map. Of a row: SHA-256(0x10 ‖ keyLength(1) ‖ key ‖ SHA-256(value)), so that a
 * proof of absence can name the row beside without giving away its value. Of a node: SHA-256(0x11 ‖
 * bit(1) ‖ left ‖ right), {@code bit} being the first one in which the paths below it differ, left
 * those that have 0 there. A map without rows has 32 zero bytes. The first bytes are others than
 * those of RFC 9162's trees. Not thread-safe.
 */
public final class MapHasher {

  private static final byte ROW = 0x10;
  private static final byte NODE = 0x11;
  private static final byte STATE_ROOT = 2;

  private final MessageDigest sha256 = Digest.sha256Function();
  private long hashes;

  public Digest row(byte[] key, byte[] value) {
    return rowOf(key, valueDigest(value));
  }

  /** The hash of a row of whose value the digest is known. */
  public Digest rowOf(byte[] key, Digest valueDigest) {
    sha256.update(ROW);
    sha256.update((byte) key.length);
    sha256.update(key);
    valueDigest.update(sha256);
    return finish();
  }

  public Digest valueDigest(byte[] value) {
    sha256.update(value);
    return finish();
  }

  public Digest node(int bit, Digest left, Digest right) {
    sha256.update(NODE);
    sha256.update((byte) bit);
    left.update(sha256);
    right.update(sha256);
    return finish();
  }

  /** The state root in a block's header: SHA-256(0x02 ‖ root of the map). */
  public Digest stateRoot(Digest mapRoot) {
    sha256.update(STATE_ROOT);
    mapRoot.update(sha256);
    return finish();
  }

  private Digest finish() {
    hashes++;
    return Digest.finish(sha256);
  }

  /** How many hashes were made so far: what the work costs, whatever the machine. */
  public long hashes() {
    return hashes;
  }
}
