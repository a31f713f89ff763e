package org.yipiao.ledger.server.cosigning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * For how long each validator has cosigned nothing that became final while others did: it lies by
 * silence, is off, or cannot be reached. Time without blocks does not count. Who is no validator
 * any more withholds nothing. Safe for use by several threads.
 */
final class Withholding {

  private final LongFunction<Set<Integer>> validators;
  private final Map<Integer, Long> signed = new HashMap<>();
  private final Map<Integer, Instant> since = new HashMap<>();
  private long finalSize;
  private Instant finalAt = Instant.EPOCH;

  /**
   * @param validators the numbers of those of a size
   */
  Withholding(LongFunction<Set<Integer>> validators) {
    this.validators = validators;
  }

  /** A validator has cosigned what is, or is about to be, final. */
  synchronized void signed(int member, long size) {
    signed.merge(member, size, Math::max);
    if (size >= finalSize) {
      since.remove(member);
    }
  }

  /** A size became final. */
  synchronized void becameFinal(long size, Instant now) {
    finalSize = size;
    finalAt = now;
    Set<Integer> present = validators.apply(size);
    since.keySet().retainAll(present);
    signed.keySet().retainAll(present);
    for (int member : present) {
      if (signed.getOrDefault(member, 0L) < size) {
        since.putIfAbsent(member, now);
      }
    }
  }

  /**
   * What became final is no measure here: cosignatures are not seen where no validator's engine
   * runs, and of a quorum's note nobody can say who is missing from it.
   */
  synchronized void unseen() {
    since.clear();
  }

  /** From the first final size without a validator's cosignature to the last one. */
  synchronized Duration of(int member) {
    Instant first = since.get(member);
    return first == null || finalAt.isBefore(first)
        ? Duration.ZERO
        : Duration.between(first, finalAt);
  }
}
