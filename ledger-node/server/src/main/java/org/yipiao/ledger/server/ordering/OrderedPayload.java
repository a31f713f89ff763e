package org.yipiao.ledger.server.ordering;

/**
 * A payload in its place in the order.
 *
 * @param creator member number of the validator that brought it in
 * @param bytes at least 1; shared, and must not be changed. The first one is its kind, which {@link
 *     OrderHash} covers apart from the rest
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record OrderedPayload(int creator, byte[] bytes) {

  public OrderedPayload {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a payload of no bytes");
    }
  }

  public byte kind() {
    return bytes[0];
  }
}
