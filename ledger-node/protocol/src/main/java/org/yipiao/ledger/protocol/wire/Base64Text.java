package org.yipiao.ledger.protocol.wire;

import java.util.Base64;

/** Standard base64 with padding (RFC 4648, section 4), of which only one spelling is taken. */
public final class Base64Text {

  private Base64Text() {}

  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * @throws FormatException when the text is not exactly what {@link #encode} gives
   */
  public static byte[] decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (encode(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new FormatException("not standard base64", e);
    }
    throw new FormatException("not standard base64 in its one spelling");
  }
}
