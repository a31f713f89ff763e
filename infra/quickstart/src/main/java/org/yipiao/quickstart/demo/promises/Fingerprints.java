package org.yipiao.quickstart.demo.promises;

/**
 * A set of 64-bit fingerprints, made for some millions of them: 10 to 13 bytes for each, and grown
 * a 256th at a time, so that growing never needs a second copy of it all.
 */
final class Fingerprints {

  private static final int SEGMENT_BITS = 8;
  private static final int FIRST_SLOTS = 16;

  /** Free slots hold 0. */
  private final long[][] segments = new long[1 << SEGMENT_BITS][FIRST_SLOTS];

  private final int[] sizes = new int[1 << SEGMENT_BITS];
  private int size;

  int size() {
    return size;
  }

  /** Whether it was not there before. */
  boolean add(long fingerprint) {
    long key = key(fingerprint);
    int segment = segment(key);
    // At most four fifths are taken: a search for what is not there must end soon.
    if (sizes[segment] * 5L >= segments[segment].length * 4L) {
      segments[segment] = grown(segments[segment]);
    }
    long[] slots = segments[segment];
    int slot = slot(slots, key);
    if (slots[slot] == key) {
      return false;
    }
    slots[slot] = key;
    sizes[segment]++;
    size++;
    return true;
  }

  boolean contains(long fingerprint) {
    long key = key(fingerprint);
    long[] slots = segments[segment(key)];
    return slots[slot(slots, key)] == key;
  }

  /** A number in which every bit depends on every bit of this one; no two become the same. */
  static long mix(long number) {
    long once = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    long twice = (once ^ (once >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return twice ^ (twice >>> 33);
  }

  private static long key(long fingerprint) {
    long mixed = mix(fingerprint);
    return mixed == 0 ? 1 : mixed;
  }

  private static int segment(long key) {
    return (int) (key >>> (Long.SIZE - SEGMENT_BITS));
  }

  /** Where the key is, or else the free slot where it would be put. */
  private static int slot(long[] slots, long key) {
    long spread = (key << SEGMENT_BITS) >>> Integer.SIZE;
    int at = (int) ((spread * slots.length) >>> Integer.SIZE);
    while (slots[at] != 0 && slots[at] != key) {
      at = at + 1 == slots.length ? 0 : at + 1;
    }
    return at;
  }

  private static long[] grown(long[] slots) {
    long[] grown = new long[slots.length * 5 / 4];
    for (long key : slots) {
      if (key != 0) {
        grown[slot(grown, key)] = key;
      }
    }
    return grown;
  }
}
