package org.yipiao.ledger.protocol.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Reads the roots of complete subtrees from tiles, for clients of a tiled log and for stores that
 * keep tiles alone. Levels between two tiles are computed. Keeps what it has read: one instance
 * serves the proofs of one checkpoint. Not thread-safe.
 */
public final class TileHashReader implements HashReader {

  /** Where tiles come from. */
  @FunctionalInterface
  public interface TileSource {

    /** The tile's bytes: {@code width × 32}. */
    byte[] read(Tile tile);
  }

  private final TileSource source;
  private final long treeSize;
  private final Map<Tile, byte[]> read = new HashMap<>();

  /**
   * @param treeSize of the checkpoint that the proofs are for; decides which tiles are partial
   */
  public TileHashReader(TileSource source, long treeSize) {
    this.source = source;
    this.treeSize = treeSize;
  }

  @Override
  public Digest hash(int level, long index) {
    int tileLevel = level / Tile.HEIGHT;
    int within = level % Tile.HEIGHT;
    long firstHash = index << within;
    var whole = new Tile(tileLevel, firstHash / Tile.FULL_WIDTH, Tile.FULL_WIDTH);
    int width = whole.widthAt(treeSize);
    int offset = (int) (firstHash % Tile.FULL_WIDTH);
    if (width < offset + (1 << within)) {
      throw new IllegalArgumentException(
          "subtree " + level + "/" + index + " is not complete in a tree of " + treeSize);
    }
    byte[] bytes = read.computeIfAbsent(new Tile(tileLevel, whole.index(), width), this::fetch);
    var range = CompactRange.empty();
    for (int i = 0; i < 1 << within; i++) {
      range = append(range, bytes, offset + i);
    }
    return range.root();
  }

  private byte[] fetch(Tile tile) {
    byte[] bytes = source.read(tile);
    if (bytes.length != tile.width() * Digest.LENGTH) {
      throw new FormatException(tile.path() + " has " + bytes.length + " bytes");
    }
    return bytes;
  }

  private static CompactRange append(CompactRange range, byte[] tile, int position) {
    int start = position * Digest.LENGTH;
    return range.append(Digest.of(Arrays.copyOfRange(tile, start, start + Digest.LENGTH)));
  }
}
