package org.yipiao.ledger.server.fsck;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.chain.TransactionPlace;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;

/** Compares what a store holds with what executing its blocks makes, entry by entry. */
final class Comparison {

  private static final int ACCEPTED_AT = 1;

  private final KeyValueStore store;
  private final KeyValueStore made;
  private final Findings findings;

  Comparison(KeyValueStore store, KeyValueStore made, Findings findings) {
    this.store = store;
    this.made = made;
    this.findings = findings;
  }

  void run() {
    compare(Family.BLOCKS, Finding.BLOCK_MISSING, Finding.BLOCK_ROOT, value -> value);
    compare(Family.LEAVES, Finding.LEAF_MISSING, Finding.LEAF_OTHER, value -> value);
    compare(Family.TILES, Finding.TILE_OTHER, Finding.TILE_OTHER, value -> value);
    compare(Family.ROWS, Finding.ROW_OTHER, Finding.ROW_OTHER, value -> value);
    compare(Family.MAP, Finding.MAP_OTHER, Finding.MAP_OTHER, value -> value);
    compare(
        Family.TRANSACTIONS,
        Finding.TRANSACTION_PLACE,
        Finding.TRANSACTION_PLACE,
        Comparison::withoutTimeOfAcceptance);
  }

  private void compare(
      Family family, Finding missing, Finding other, UnaryOperator<byte[]> relevant) {
    var here = new Entries(store, family);
    var due = new Entries(made, family);
    KeyValueStore.Entry left = next(here);
    KeyValueStore.Entry right = next(due);
    while (left != null || right != null) {
      int order =
          left == null ? 1 : right == null ? -1 : Arrays.compareUnsigned(left.key(), right.key());
      if (order < 0 && left != null) {
        if (!expired(family, left)) {
          findings.add(other, "beyond what execution makes: " + name(left.key()));
        }
        left = next(here);
      } else if (order > 0 && right != null) {
        findings.add(missing, "missing: " + name(right.key()));
        right = next(due);
      } else if (left != null && right != null) {
        if (!Arrays.equals(relevant.apply(left.value()), relevant.apply(right.value()))) {
          findings.add(other, "other than execution makes: " + name(left.key()));
        }
        left = next(here);
        right = next(due);
      }
    }
  }

  private static KeyValueStore.@Nullable Entry next(Entries entries) {
    return entries.hasNext() ? entries.next() : null;
  }

  /** Keys hold numbers and pseudonymous ids alone. */
  private static String name(byte[] key) {
    return "key " + HexFormat.of().formatHex(key);
  }

  /** A transaction that was accepted here and ran out of time has a place and no block. */
  private static boolean expired(Family family, KeyValueStore.Entry entry) {
    if (family != Family.TRANSACTIONS) {
      return false;
    }
    try {
      return TransactionPlace.decode(entry.value()).hasExpired();
    } catch (StoreFailure e) {
      return false;
    }
  }

  private static byte[] withoutTimeOfAcceptance(byte[] place) {
    byte[] rest = place.clone();
    Arrays.fill(
        rest, Math.min(ACCEPTED_AT, rest.length), Math.min(ACCEPTED_AT + 8, rest.length), (byte) 0);
    return rest;
  }
}
