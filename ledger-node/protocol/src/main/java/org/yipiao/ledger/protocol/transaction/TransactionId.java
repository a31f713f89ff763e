package org.yipiao.ledger.protocol.transaction;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.yipiao.ledger.protocol.wire.FormatException;

/** The identity of a transaction among those of its member: 16 random bytes, in hexadecimal. */
public record TransactionId(String value) implements Comparable<TransactionId> {

  /** Bytes of an id. */
  public static final int LENGTH = 16;

  public TransactionId {
    if (!value.matches("[0-9a-f]{32}")) {
      throw new FormatException("a transaction id has 32 lowercase hexadecimal characters");
    }
  }

  public static TransactionId random(RandomGenerator random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return of(bytes);
  }

  public static TransactionId of(byte[] sixteenBytes) {
    return new TransactionId(HexFormat.of().formatHex(sixteenBytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }

  @Override
  public int compareTo(TransactionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
