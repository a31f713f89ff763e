package org.yipiao.ledger.server.submission;

import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * A transaction as it waits in the submission queue.
 *
 * <p>Bytes on disk, big-endian: {@code version(1)=1 acceptedAtMillis(8) expiryNanos(8)} and the
 * transaction's own bytes.
 *
 * @param acceptedAtMillis the node's clock when it was accepted, milliseconds since the epoch
 * @param expiryNanos consensus time from which it has no effect, nanoseconds since the epoch
 * @param bytes exactly as they came; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
public record QueuedTransaction(
    TransactionKey key, long acceptedAtMillis, long expiryNanos, byte[] bytes) {

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 2 * Long.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(HEAD + bytes.length)
        .put(VERSION)
        .putLong(acceptedAtMillis)
        .putLong(expiryNanos)
        .put(bytes)
        .array();
  }

  /**
   * What an entry holds, if it is an accepted transaction to the last byte: signed by its member,
   * under its own key, with its own expiry.
   */
  public static Optional<QueuedTransaction> verified(
      KeyValueStore.Entry entry, TransactionAuthority authority) {
    if (entry.key().length != TransactionKey.BYTES) {
      return Optional.empty();
    }
    try {
      var waiting = decode(entry.key(), entry.value());
      return authority.check(waiting.bytes()) instanceof VerifiedTransaction verified
              && TransactionKey.of(verified.header()).equals(waiting.key())
              && verified.header().expiryEpochNanos() == waiting.expiryNanos()
          ? Optional.of(waiting)
          : Optional.empty();
    } catch (StoreFailure | FormatException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws StoreFailure unless the bytes are an accepted transaction
   */
  public static QueuedTransaction decode(byte[] key, byte[] value) {
    if (value.length < HEAD || value[0] != VERSION) {
      throw new StoreFailure("an accepted transaction has an unknown format");
    }
    var in = ByteBuffer.wrap(value, 1, value.length - 1);
    long acceptedAtMillis = in.getLong();
    long expiryNanos = in.getLong();
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return new QueuedTransaction(
        TransactionKey.ofStoreKey(key), acceptedAtMillis, expiryNanos, bytes);
  }
}
