package org.yipiao.ledger.server.store;

import java.util.Arrays;
import java.util.HexFormat;

/** What a store holds, in a form to be compared. */
public final class StoreContent {

  private StoreContent() {}

  /** A line for each entry of each family. */
  public static String of(KeyValueStore store) {
    var content = new StringBuilder();
    for (Family family : Family.values()) {
      for (var entry : store.range(family, new byte[0], null, Integer.MAX_VALUE)) {
        content
            .append(family)
            .append(HexFormat.of().formatHex(entry.key()))
            .append(Arrays.hashCode(entry.value()))
            .append('\n');
      }
    }
    return content.toString();
  }
}
