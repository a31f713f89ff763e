package org.yipiao.gateway.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yipiao.gateway.charge.RefusalReason;

/**
 * The character sets of HL7 table 0211 that are a superset of ASCII, by their name in MSH-18.
 * Absent means UTF-8. Every name that begins with GB means GB 18030, which holds GBK and GB 2312.
 * Bytes that the named set does not define are refused, never replaced.
 */
final class CharacterSets {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset BIG5 = Charset.forName("Big5");
  private static final String BIG5_NAME = "BIG-5";
  private static final Map<String, Charset> BY_NAME = byName();
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
    Charset charset = charset(message);
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

  /** The header names the set, and can itself be written in it: two sets hide bars in letters. */
  private static Charset charset(byte[] message) {
    int end = 0;
    while (end < message.length && message[end] != '\r' && message[end] != '\n') {
      end++;
    }
    if (named(new String(message, 0, end, GB18030)).startsWith("GB")) {
      return GB18030;
    }
    if (named(new String(message, 0, end, BIG5)).equals(BIG5_NAME)) {
      return BIG5;
    }
    String name = named(new String(message, 0, end, StandardCharsets.ISO_8859_1));
    if (name.isEmpty()) {
      return StandardCharsets.UTF_8;
    }
    Charset charset = BY_NAME.get(name);
    if (charset == null) {
      throw new Hl7Refused(RefusalReason.OTHER_CHARACTER_SET, MSH_18);
    }
    return charset;
  }

  /** MSH-18 in capitals; empty when it is absent. */
  private static String named(String header) {
    if (header.length() < 9) {
      return "";
    }
    String[] fields = header.split(Pattern.quote(header.substring(3, 4)), -1);
    return fields.length > 17 ? fields[17].strip().toUpperCase(Locale.ROOT) : "";
  }

  private static Map<String, Charset> byName() {
    Map<String, Charset> names = new HashMap<>();
    names.put("ASCII", StandardCharsets.US_ASCII);
    names.put("UNICODE UTF-8", StandardCharsets.UTF_8);
    names.put("UTF-8", StandardCharsets.UTF_8);
    names.put("UTF8", StandardCharsets.UTF_8);
    names.put("GB 18030-2000", GB18030);
    names.put("GB 18030", GB18030);
    names.put("GB18030", GB18030);
    names.put("GB18030-2000", GB18030);
    names.put(BIG5_NAME, BIG5);
    for (int part : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 15}) {
      names.put("8859/" + part, Charset.forName("ISO-8859-" + part));
    }
    return Map.copyOf(names);
  }
}
