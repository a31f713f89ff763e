package org.yipiao.ledger.server.ordering;

import java.util.List;

/**
 * A round of the agreed order. Rounds without payloads count: they carry time.
 *
 * @param number at least 1, greater than that of the round before
 * @param consensusTimeNanos nanoseconds since the epoch, greater than that of the round before
 * @param previousOrderHash 32 bytes: the order hash after the round before
 * @param orderHash 32 bytes: the running hash of the whole order up to and with this round, see
 *     {@link OrderHash}
 * @param payloads in their order
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record OrderedRound(
    long number,
    long consensusTimeNanos,
    byte[] previousOrderHash,
    byte[] orderHash,
    List<OrderedPayload> payloads) {

  public OrderedRound {
    if (number < 1) {
      throw new IllegalArgumentException("round number " + number);
    }
    requireWhole("previous order hash", previousOrderHash);
    requireWhole("order hash", orderHash);
    payloads = List.copyOf(payloads);
  }

  private static void requireWhole(String name, byte[] hash) {
    if (hash.length != OrderHash.LENGTH) {
      throw new IllegalArgumentException(name + " of " + hash.length + " bytes");
    }
  }

  /** The round that follows one whose order hash is {@code previousOrderHash}. */
  public static OrderedRound after(
      byte[] previousOrderHash,
      long number,
      long consensusTimeNanos,
      List<OrderedPayload> payloads) {
    var hash = OrderHash.of(previousOrderHash, number, consensusTimeNanos);
    payloads.forEach(hash::add);
    return new OrderedRound(number, consensusTimeNanos, previousOrderHash, hash.finish(), payloads);
  }
}
