package org.yipiao.ledger.contract.state.map;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;

/** Keys as the tables have them: side by side, far apart, at the edges, and of derived tables. */
final class RandomRows {

  private static final int[] LENGTHS = {0, 8, 28, 20, 44, 8, 28, 4, 20, 20, 28, 0, 4};

  private final SplittableRandom random;
  private final int spread;

  /**
   * @param spread how many numbers side by side there are
   */
  RandomRows(SplittableRandom random, int spread) {
    this.random = random;
    this.spread = spread;
  }

  RowKey key() {
    int table = random.nextInt(3) > 0 ? 2 : random.nextInt(1, LENGTHS.length + 1);
    byte[] key = new byte[1 + LENGTHS[table - 1]];
    key[0] = (byte) table;
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        int number = random.nextInt(spread);
        for (int i = 0; i < Math.min(4, key.length - 1); i++) {
          key[key.length - 1 - i] = (byte) (number >> (8 * i));
        }
      }
      case 2 -> {
        for (int i = 1; i < key.length; i++) {
          key[i] = (byte) random.nextInt();
        }
      }
      default -> {
        for (int i = 1; i < key.length; i++) {
          key[i] = (byte) (random.nextInt(40) == 0 ? 1 << random.nextInt(8) : -random.nextInt(2));
        }
      }
    }
    return RowKey.of(key);
  }

  /** Changes as a block has them: sorted, one for each row, some of rows that are not there. */
  List<RowChange> batch(int most, List<RowKey> known) {
    var batch = new TreeMap<RowKey, RowChange>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      boolean old = !known.isEmpty() && random.nextBoolean();
      RowKey key = old ? known.get(random.nextInt(known.size())) : key();
      byte[] value = new byte[random.nextInt(1, 90)];
      random.nextBytes(value);
      batch.put(key, new RowChange(key, random.nextInt(3) == 0 ? null : value));
    }
    return new ArrayList<>(batch.values());
  }
}
