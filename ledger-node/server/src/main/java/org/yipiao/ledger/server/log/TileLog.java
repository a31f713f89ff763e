package org.yipiao.ledger.server.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.protocol.log.ConsistencyProof;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * The hashes of an RFC 9162 Merkle tree in tiles of 256, as C2SP tlog-tiles lays them out: a tile
 * of level L holds the roots of complete subtrees of 256^L leaves. Roots and proofs of every size
 * up to the present one are computed from them, reading a few tiles each.
 *
 * <p>Appending is for one thread; reading is for any, and sees what was published last by {@link
 * #publish(long)}.
 */
public final class TileLog {

  /** Hashes in a full tile. */
  public static final int TILE_WIDTH = 256;

  private static final int TILE_HEIGHT = 8;
  private static final int HASH_LENGTH = Digest.LENGTH;
  private static final int FULL_BYTES = TILE_WIDTH * HASH_LENGTH;
  private static final int CACHED_TILES = 512;

  /** A root is asked for several times while it becomes final, and costs some hundred hashes. */
  private static final int CACHED_ROOTS = 256;

  private final KeyValueStore store;
  private final List<byte[]> growing = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<TileName, byte[]> unpublished = new LinkedHashMap<>();
  private final Map<TileName, byte[]> fullTiles =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileName, byte[]> eldest) {
          return size() > CACHED_TILES;
        }
      };
  private long appended;
  private volatile long size;

  private final Map<Long, Digest> roots =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Digest> eldest) {
          return size() > CACHED_ROOTS;
        }
      };

  private record TileName(int level, long index) {}

  /**
   * Takes up a log.
   *
   * @param size how many leaves the store holds
   */
  public TileLog(KeyValueStore store, long size) {
    this.store = store;
    this.size = size;
    takeUp();
  }

  private void takeUp() {
    appended = size;
    growing.clear();
    counts.clear();
    unpublished.clear();
    for (int level = 0; level == 0 || size >> (TILE_HEIGHT * level) > 0; level++) {
      long count = size >> (TILE_HEIGHT * level);
      int partial = (int) (count % TILE_WIDTH);
      byte[] tile = new byte[FULL_BYTES];
      if (partial > 0) {
        System.arraycopy(stored(level, count / TILE_WIDTH), 0, tile, 0, partial * HASH_LENGTH);
      }
      counts.add(count);
      growing.add(tile);
    }
  }

  /** How many leaves readers see. */
  public long size() {
    return size;
  }

  /**
   * Appends leaf hashes and puts the changed tiles into a write set. Once that is written, {@link
   * #publish} lets readers see them.
   */
  public void append(List<Digest> leafHashes, WriteSet writes) {
    var changed = new LinkedHashSet<TileName>();
    for (Digest leafHash : leafHashes) {
      append(0, leafHash, changed);
    }
    for (var name : changed) {
      byte[] full = unpublished.get(name);
      byte[] tile = full != null && full.length == FULL_BYTES ? full : partial(name);
      unpublished.put(name, tile);
      writes.put(Family.TILES, Keys.tile(name.level, name.index), tile);
    }
    appended += leafHashes.size();
  }

  private void append(int level, Digest hash, Set<TileName> changed) {
    if (level == growing.size()) {
      growing.add(new byte[FULL_BYTES]);
      counts.add(0L);
    }
    byte[] tile = growing.get(level);
    long count = counts.get(level);
    int place = (int) (count % TILE_WIDTH);
    System.arraycopy(hash.bytes(), 0, tile, place * HASH_LENGTH, HASH_LENGTH);
    counts.set(level, count + 1);
    var name = new TileName(level, count / TILE_WIDTH);
    changed.add(name);
    if (place == TILE_WIDTH - 1) {
      unpublished.put(name, tile);
      growing.set(level, new byte[FULL_BYTES]);
      append(level + 1, fold(tile, 0, TILE_WIDTH), changed);
    }
  }

  private byte[] partial(TileName name) {
    int hashes = (int) (counts.get(name.level) % TILE_WIDTH);
    return Arrays.copyOf(growing.get(name.level), hashes * HASH_LENGTH);
  }

  /** Lets readers see all that was appended. */
  public void publish(long newSize) {
    if (newSize != appended) {
      throw new IllegalStateException("published " + newSize + " of " + appended + " leaves");
    }
    size = newSize;
    unpublished.clear();
  }

  /** Forgets what was appended and not published. */
  public void rollBack() {
    takeUp();
  }

  /**
   * The root of the first {@code treeSize} leaves.
   *
   * @throws IllegalArgumentException unless 0 &lt; treeSize ≤ {@link #size()}
   */
  public Digest root(long treeSize) {
    mustHave(treeSize);
    synchronized (roots) {
      Digest known = roots.get(treeSize);
      if (known != null) {
        return known;
      }
    }
    Digest root = range(0, treeSize);
    synchronized (roots) {
      roots.put(treeSize, root);
    }
    return root;
  }

  /** The proof that a leaf is in the tree of a size that the log has had. */
  public InclusionProof inclusionProof(long leafIndex, long treeSize) {
    return InclusionProof.make(
        (level, at) -> rangeRoot(at << level, (at + 1) << level), leafIndex, treeSize);
  }

  /**
   * Shows that a tree continues an earlier one.
   *
   * @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ {@link #size()}
   */
  public ConsistencyProof consistencyProof(long from, long to) {
    mustHave(to);
    return ConsistencyProof.make(this::node, from, to);
  }

  /** The root of the leaves {@code from} to {@code to} where the tree's own splits lead there. */
  public Digest rangeRoot(long from, long to) {
    mustHave(to);
    return range(from, to);
  }

  private void mustHave(long treeSize) {
    if (treeSize < 1 || treeSize > size) {
      throw new IllegalArgumentException("the log has no tree of " + treeSize + " leaves");
    }
  }

  /**
   * A tile, cut to its first hashes.
   *
   * @param width 1 to 256
   * @return {@code width} × 32 bytes
   * @throws IllegalArgumentException when the log has no such tile of that width yet
   */
  public byte[] tile(int level, long index, int width) {
    if (level < 0
        || level > 7
        || index < 0
        || width < 1
        || width > TILE_WIDTH
        || index > (size >> (TILE_HEIGHT * level)) / TILE_WIDTH
        || index * TILE_WIDTH + width > size >> (TILE_HEIGHT * level)) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + " of " + width);
    }
    return Arrays.copyOf(stored(level, index), width * HASH_LENGTH);
  }

  private Digest range(long from, long to) {
    long width = to - from;
    if (Long.bitCount(width) == 1 && from % width == 0) {
      int height = Long.numberOfTrailingZeros(width);
      return node(height, from >> height);
    }
    long middle = from + split(width);
    return MerkleTree.nodeHash(range(from, middle), range(middle, to));
  }

  /** The root of the complete subtree of 2^height leaves with the given index at that height. */
  private Digest node(int height, long index) {
    int level = height / TILE_HEIGHT;
    int width = 1 << (height % TILE_HEIGHT);
    long first = index * width;
    byte[] tile = stored(level, first / TILE_WIDTH);
    return fold(tile, (int) (first % TILE_WIDTH), width);
  }

  private byte[] stored(int level, long index) {
    var name = new TileName(level, index);
    synchronized (fullTiles) {
      byte[] cached = fullTiles.get(name);
      if (cached != null) {
        return cached;
      }
    }
    byte[] tile = store.get(Family.TILES, Keys.tile(level, index));
    if (tile == null) {
      throw StoreFailure.damaged("the store has no tile " + level + "/" + index);
    }
    if (tile.length == FULL_BYTES) {
      synchronized (fullTiles) {
        fullTiles.put(name, tile);
      }
    }
    return tile;
  }

  private static Digest fold(byte[] tile, int first, int width) {
    if (width == 1) {
      return Digest.of(Arrays.copyOfRange(tile, first * HASH_LENGTH, (first + 1) * HASH_LENGTH));
    }
    int half = width / 2;
    return MerkleTree.nodeHash(fold(tile, first, half), fold(tile, first + half, half));
  }

  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }
}
