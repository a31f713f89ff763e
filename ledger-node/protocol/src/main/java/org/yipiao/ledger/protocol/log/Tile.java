package org.yipiao.ledger.protocol.log;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tile of the log as C2SP tlog-tiles addresses it: 256 hashes side by side, or fewer at the right
 * edge.
 *
 * @param level 0..63, or {@link #ENTRIES} for a bundle of leaves
 * @param index within the level
 * @param width how many hashes or leaves, 1..256; 256 is a full tile
 */
public record Tile(int level, long index, int width) {

  /** The width of a full tile. */
  public static final int FULL_WIDTH = 256;

  /** The pseudo-level of leaf bundles. */
  public static final int ENTRIES = -1;

  /** The tree levels that one tile spans. */
  public static final int HEIGHT = 8;

  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Beyond it a tile's first hash has no number. */
  private static final long MAX_INDEX = Long.MAX_VALUE / FULL_WIDTH;

  public Tile {
    if (level < ENTRIES
        || level > 63
        || index < 0
        || index > MAX_INDEX
        || width < 1
        || width > FULL_WIDTH) {
      throw new IllegalArgumentException("tile " + level + "/" + index + "/" + width);
    }
  }

  /** The path below the log's prefix, such as {@code tile/0/x001/x234/067.p/12}. */
  public String path() {
    var path = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    path.insert(0, "tile/" + (level == ENTRIES ? "entries" : level) + "/");
    if (width < FULL_WIDTH) {
      path.append(".p/").append(width);
    }
    return path.toString();
  }

  /**
   * Reads a path below the log's prefix; empty unless it is exactly one that {@link #path} gives.
   */
  public static Optional<Tile> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
    int width = matcher.group(3) == null ? FULL_WIDTH : Integer.parseInt(matcher.group(3));
    if (level > 63
        || index > MAX_INDEX
        || width > FULL_WIDTH
        || (matcher.group(3) != null && width == FULL_WIDTH)) {
      return Optional.empty();
    }
    var tile = new Tile(level, index, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  /** How many of this tile's hashes exist in a tree of that size, 0..256. */
  public int widthAt(long treeSize) {
    long hashes = level == ENTRIES || level == 0 ? treeSize : shift(treeSize, HEIGHT * level);
    long before = Math.multiplyExact(index, FULL_WIDTH);
    return Math.clamp(hashes - before, 0, FULL_WIDTH);
  }

  /** The index in the tile's level of its first hash; for entries that of its first leaf. */
  public long firstHash() {
    return Math.multiplyExact(index, FULL_WIDTH);
  }

  private static long shift(long value, int bits) {
    return bits >= Long.SIZE ? 0 : value >>> bits;
  }
}
