package org.yipiao.platform.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * 校验码: six lowercase hexadecimal characters, random. It is no checksum: only the register can
 * confirm it. Comparison takes constant time.
 */
public record CheckCode(String value) {

  public CheckCode {
    if (!value.matches("[0-9a-f]{6}")) {
      throw new IllegalArgumentException("a check code has 6 lowercase hexadecimal characters");
    }
  }

  public static CheckCode random(RandomGenerator random) {
    byte[] bytes = new byte[3];
    random.nextBytes(bytes);
    return new CheckCode(HexFormat.of().formatHex(bytes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CheckCode(String theirs)
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.US_ASCII), theirs.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Masked: a check code is a secret between the paper and the register. */
  @Override
  public String toString() {
    return "******";
  }
}
