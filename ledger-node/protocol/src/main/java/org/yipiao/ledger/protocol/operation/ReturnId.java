package org.yipiao.ledger.protocol.operation;

import java.util.HexFormat;
import org.yipiao.ledger.protocol.wire.FormatException;

/** The identity of a return: 16 bytes, unique for ever among a payer's returns; in hexadecimal. */
public record ReturnId(String value) {

  public ReturnId {
    if (!value.matches("[0-9a-f]{32}")) {
      throw new FormatException("a return id has 32 lowercase hexadecimal characters");
    }
  }

  public static ReturnId of(byte[] sixteenBytes) {
    return new ReturnId(HexFormat.of().formatHex(sixteenBytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }
}
