package org.yipiao.ledger.server.node;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yipiao.ledger.server.cosigning.Cosignature;

/** Orders what a validator signs, or keeps it to itself, and notes it. */
final class NotedCosignatures implements Lie {

  private final Map<Long, SortedSet<String>> signed = new TreeMap<>();
  private boolean silent;

  /** All bytes that were signed, in hexadecimal digits, by size. */
  Map<Long, SortedSet<String>> signed() {
    return signed;
  }

  /** Keeps them to itself from now on, or no longer. */
  void silent(boolean isSilent) {
    silent = isSilent;
  }

  @Override
  public List<Cosignature> ordered(Cosignature own) {
    signed
        .computeIfAbsent(own.size(), _ -> new TreeSet<>())
        .add(HexFormat.of().formatHex(own.encode()));
    return silent ? List.of() : List.of(own);
  }
}
