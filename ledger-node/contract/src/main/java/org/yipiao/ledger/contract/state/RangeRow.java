package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An allocated range. Layout, big-endian: {@code last(8) hospital(4) gateway instance (rest,
 * ASCII)}.
 *
 * @param firstInvoiceId its first number, which is its key
 * @param lastInvoiceId its last number
 */
public record RangeRow(
    long firstInvoiceId, long lastInvoiceId, int hospital, String gatewayInstance) {

  byte[] encode() {
    byte[] instance = gatewayInstance.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(12 + instance.length)
        .putLong(lastInvoiceId)
        .putInt(hospital)
        .put(instance)
        .array();
  }

  static RangeRow decode(long firstInvoiceId, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    long last = in.getLong();
    int hospital = in.getInt();
    String instance = new String(RowBytes.take(in, in.remaining()), StandardCharsets.US_ASCII);
    return new RangeRow(firstInvoiceId, last, hospital, instance);
  }
}
