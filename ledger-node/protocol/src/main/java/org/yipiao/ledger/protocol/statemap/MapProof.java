package org.yipiao.ledger.protocol.statemap;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * What leads from a key to the root of the map. Presence and absence have one form: a search that
 * follows the key's bits at the nodes of the map ends at exactly one row. Either that is the row of
 * the key, or the key has none.
 *
 * @param key of the row that is asked for
 * @param end where the search ends
 * @param steps the nodes on the way, from the root down
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared by equals
public record MapProof(byte[] key, End end, List<Step> steps) {

  /** Where a search ends. */
  public sealed interface End {

    /** At the row of the key. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared by equals
    record Present(byte[] value) implements End {}

    /** At another row, so that the key has none. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared by equals
    record Other(byte[] key, Digest valueDigest) implements End {}

    /** In a map without rows. */
    record Nothing() implements End {}
  }

  /**
   * A node on the way.
   *
   * @param bit at which it parts
   * @param beside the hash on the side to which the search does not turn
   */
  public record Step(int bit, Digest beside) {}

  /**
   * @throws FormatException unless the keys have paths, the bits ascend strictly and the end is
   *     where a search for the key comes to
   */
  public MapProof {
    MapPath.requireKey(key);
    steps = List.copyOf(steps);
    int before = -1;
    for (Step step : steps) {
      if (step.bit() <= before || step.bit() >= MapPath.BITS) {
        throw new FormatException("bit " + step.bit() + " after bit " + before);
      }
      before = step.bit();
    }
    switch (end) {
      case End.Present _ -> {}
      case End.Other(byte[] other, Digest _) -> requireReached(key, other, steps);
      case End.Nothing() -> {
        if (!steps.isEmpty()) {
          throw new FormatException("steps through a map without rows");
        }
      }
    }
  }

  private static void requireReached(byte[] key, byte[] other, List<Step> steps) {
    MapPath.requireKey(other);
    if (MapPath.firstDifference(key, other) == MapPath.BITS) {
      throw new FormatException("the other row is that of the key");
    }
    for (Step step : steps) {
      if (MapPath.bit(key, step.bit()) != MapPath.bit(other, step.bit())) {
        throw new FormatException("the search turns away at bit " + step.bit());
      }
    }
  }

  /** The row's bytes; empty when the key has none. */
  public Optional<byte[]> value() {
    return end instanceof End.Present(byte[] value) ? Optional.of(value) : Optional.empty();
  }

  /** The root to which the steps lead. */
  public Digest root() {
    var hasher = new MapHasher();
    Digest hash =
        switch (end) {
          case End.Present(byte[] value) -> hasher.row(key, value);
          case End.Other(byte[] other, Digest digest) -> hasher.rowOf(other, digest);
          case End.Nothing() -> Digest.ZERO;
        };
    for (Step step : steps.reversed()) {
      hash =
          MapPath.bit(key, step.bit())
              ? hasher.node(step.bit(), step.beside(), hash)
              : hasher.node(step.bit(), hash, step.beside());
    }
    return hash;
  }
}
