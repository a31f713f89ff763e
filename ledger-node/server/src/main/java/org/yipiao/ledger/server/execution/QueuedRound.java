package org.yipiao.ledger.server.execution;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * A round as it waits for execution: the order hash covers all of its payloads, kept are only the
 * transactions among them.
 *
 * <p>Bytes on disk, big-endian: {@code version(1)=1 consensusTimeNanos(8) orderHash(32) count(4)},
 * then per transaction {@code length(4) bytes}.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
public record QueuedRound(
    long number, long consensusTimeNanos, byte[] orderHash, List<byte[]> transactions) {

  private static final byte VERSION = 1;

  public QueuedRound {
    transactions = List.copyOf(transactions);
  }

  /** Bytes it takes in memory and on disk, roughly. */
  int weight() {
    int weight = 64;
    for (byte[] transaction : transactions) {
      weight += transaction.length + Integer.BYTES;
    }
    return weight;
  }

  byte[] encode() {
    var bytes = ByteBuffer.allocate(weight());
    bytes.put(VERSION).putLong(consensusTimeNanos).put(orderHash).putInt(transactions.size());
    for (byte[] transaction : transactions) {
      bytes.putInt(transaction.length).put(transaction);
    }
    byte[] exact = new byte[bytes.position()];
    bytes.flip().get(exact);
    return exact;
  }

  static QueuedRound decode(long number, byte[] value) {
    try {
      var bytes = ByteBuffer.wrap(value);
      if (bytes.get() != VERSION) {
        throw new StoreFailure("round " + number + " has an unknown format");
      }
      long time = bytes.getLong();
      byte[] hash = new byte[OrderHash.LENGTH];
      bytes.get(hash);
      int count = bytes.getInt();
      List<byte[]> transactions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] transaction = new byte[bytes.getInt()];
        bytes.get(transaction);
        transactions.add(transaction);
      }
      return new QueuedRound(number, time, hash, transactions);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new StoreFailure("round " + number + " is damaged", e);
    }
  }
}
