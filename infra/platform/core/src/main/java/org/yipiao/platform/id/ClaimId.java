package org.yipiao.platform.id;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The identity of a claim: 16 bytes, written as 32 lowercase hexadecimal characters; it is the
 * end-to-end identification of the payout (ISO 20022, at most 35 characters).
 */
public record ClaimId(String value) {

  public ClaimId {
    if (!value.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a claim id has 32 lowercase hexadecimal characters");
    }
  }

  public static ClaimId random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return of(bytes);
  }

  public static ClaimId of(byte[] sixteenBytes) {
    return new ClaimId(HexFormat.of().formatHex(sixteenBytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
