package org.yipiao.invoice.document.sdjwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 4648 §5), in its one valid spelling. */
final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * The JDK's decoder takes padding and stray bits in the last character; this one does not.
   *
   * @throws IllegalArgumentException unless the text is exactly what {@link #encode} gives
   */
  static byte[] decode(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Base64.getUrlDecoder().decode(ascii);
    if (!Arrays.equals(ENCODER.encode(bytes), ascii)) {
      throw new IllegalArgumentException("not the one spelling of these bytes");
    }
    return bytes;
  }
}
