package org.yipiao.ledger.protocol.membership;

import java.time.Instant;
import java.util.Arrays;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/**
 * What validators agree to: one change, in one epoch, until a time. Two agreements to the same
 * change in different epochs are different agreements.
 *
 * @param type of the operation, one of 32 to 35
 * @param content the message that says what changes
 * @param epoch the epoch in which it may be applied
 * @param expiryEpochNanos consensus time from which on it may not be applied any more
 */
@SuppressWarnings("ArrayRecordComponent") // compared by equals below
public record Agreement(OperationType type, byte[] content, long epoch, long expiryEpochNanos) {

  public Agreement {
    content = content.clone();
  }

  public static Agreement until(OperationType type, byte[] content, long epoch, Instant expiry) {
    return new Agreement(type, content, epoch, EpochNanos.of(expiry));
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Agreement that
        && type == that.type
        && Arrays.equals(content, that.content)
        && epoch == that.epoch
        && expiryEpochNanos == that.expiryEpochNanos;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }
}
