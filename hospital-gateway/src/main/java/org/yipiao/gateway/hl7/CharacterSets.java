package org.yipiao.gateway.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.platform.hl7.MessageCharset;

/**
 * Reads a message in the {@link MessageCharset} that it names. Bytes that the set does not define
 * are refused, never replaced.
 */
final class CharacterSets {

  private static final Hl7Location MSH_18 = new Hl7Location("MSH", 1, 18);

  private CharacterSets() {}

  /**
   * A decoded message.
   *
   * @param charset what it was decoded with, and what its answer is written in
   */
  record Decoded(String text, Charset charset) {}

  /**
   * @throws Hl7Refused naming MSH-18 when the set is unknown or the bytes do not belong to it
   */
  static Decoded decode(byte[] message) {
    Charset charset =
        MessageCharset.of(message)
            .orElseThrow(() -> new Hl7Refused(RefusalReason.OTHER_CHARACTER_SET, MSH_18));
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(message))
              .toString();
      return new Decoded(text, charset);
    } catch (CharacterCodingException e) {
      throw new Hl7Refused(RefusalReason.BYTES_OUTSIDE_CHARACTER_SET, MSH_18, charset);
    }
  }
}
