package org.yipiao.ledger.server.cosigning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Cosignatures of sizes that are not final here, by size, root and member. A liar fills only its
 * own share. Not thread-safe.
 */
final class PendingCosignatures {

  /** Of one member, so many sizes are kept. */
  private static final int SIZES_PER_MEMBER = 8_192;

  private final TreeMap<Long, Map<Digest, Map<Integer, Cosignature>>> collected = new TreeMap<>();
  private final Map<Integer, Integer> sizesOf = new HashMap<>();

  /**
   * Keeps one, unless its member has too many.
   *
   * @return whether it is kept
   */
  boolean add(Cosignature cosignature) {
    int kept = sizesOf.getOrDefault(cosignature.member(), 0);
    if (kept >= SIZES_PER_MEMBER) {
      return false;
    }
    var previous =
        collected
            .computeIfAbsent(cosignature.size(), _ -> new HashMap<>())
            .computeIfAbsent(cosignature.root(), _ -> new TreeMap<>())
            .put(cosignature.member(), cosignature);
    if (previous == null) {
      sizesOf.put(cosignature.member(), kept + 1);
    }
    return true;
  }

  boolean has(Cosignature cosignature) {
    return at(cosignature.size())
        .getOrDefault(cosignature.root(), Map.of())
        .containsKey(cosignature.member());
  }

  /** Those of a size: members by the root that they signed. */
  Map<Digest, Map<Integer, Cosignature>> at(long size) {
    return collected.getOrDefault(size, Map.of());
  }

  /** What a member signed at a size, one for each root. */
  Stream<Cosignature> of(int member, long size) {
    return at(size).values().stream().flatMap(members -> Stream.ofNullable(members.get(member)));
  }

  /** All sizes, ascending. */
  List<Long> sizes() {
    return List.copyOf(collected.keySet());
  }

  /** Drops those of larger sizes that are not valid any more. */
  void keepAfter(long size, Predicate<Cosignature> valid) {
    for (var roots : collected.tailMap(size, false).values()) {
      for (var members : roots.values()) {
        members
            .values()
            .removeIf(one -> {
              boolean others = !valid.test(one);
              if (others) {
                forget(one.member());
              }
              return others;
            });
      }
    }
  }

  /** Each of a size up to this one, ascending by size. */
  void upTo(long size, Consumer<Cosignature> each) {
    collected
        .headMap(size, true)
        .values()
        .forEach(roots -> roots.values().forEach(members -> members.values().forEach(each)));
  }

  /** Drops those of sizes up to this one. */
  void dropUpTo(long size) {
    upTo(size, one -> forget(one.member()));
    collected.headMap(size, true).clear();
  }

  private void forget(int member) {
    sizesOf.merge(member, -1, Integer::sum);
  }
}
