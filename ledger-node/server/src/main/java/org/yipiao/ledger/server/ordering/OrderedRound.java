package org.yipiao.ledger.server.ordering;

import java.util.List;

/**
 * A round of the agreed order. Rounds without payloads count: they carry time.
 *
 * @param number at least 1, greater than that of the round before
 * @param consensusTimeNanos nanoseconds since the epoch, greater than that of the round before
 * @param orderHash 32 bytes: the running hash of the whole order up to and with this round, see
 *     {@link OrderHash}
 * @param payloads in their order; the arrays are shared and must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record OrderedRound(
    long number, long consensusTimeNanos, byte[] orderHash, List<byte[]> payloads) {

  public OrderedRound {
    if (number < 1) {
      throw new IllegalArgumentException("round number " + number);
    }
    if (orderHash.length != OrderHash.LENGTH) {
      throw new IllegalArgumentException("order hash of " + orderHash.length + " bytes");
    }
    payloads = List.copyOf(payloads);
  }
}
