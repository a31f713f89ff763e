package org.yipiao.gateway.hl7;

import org.yipiao.gateway.charge.RefusalReason;

/**
 * The encoding characters of one message, from MSH-1 and MSH-2 (HL7 v2.5.1 §2.5.4).
 *
 * @param field MSH-1, mostly {@code |}
 */
record Delimiters(char field, char component, char repetition, char escape, char subcomponent) {

  static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&');

  private static final Hl7Location ENCODING_CHARACTERS = new Hl7Location("MSH", 1, 2);

  /**
   * Reads the characters behind {@code MSH}.
   *
   * @throws Hl7Refused when they are missing, letters or digits, or not all different
   */
  static Delimiters of(String headerLine) {
    if (headerLine.length() < 9) {
      throw new Hl7Refused(RefusalReason.HEADER_CUT_OFF, new Hl7Location("MSH", 1, 1));
    }
    Delimiters read =
        new Delimiters(
            headerLine.charAt(3),
            headerLine.charAt(4),
            headerLine.charAt(5),
            headerLine.charAt(6),
            headerLine.charAt(7));
    if (headerLine.charAt(8) != read.field) {
      throw new Hl7Refused(RefusalReason.ENCODING_CHARACTERS_NOT_FOUR, ENCODING_CHARACTERS);
    }
    String all = headerLine.substring(3, 8);
    boolean distinct = all.chars().distinct().count() == 5;
    boolean marks =
        all.chars().allMatch(c -> c > 0x20 && c < 0x7f && !Character.isLetterOrDigit(c));
    if (!distinct || !marks) {
      throw new Hl7Refused(RefusalReason.ENCODING_CHARACTERS_NOT_MARKS, ENCODING_CHARACTERS);
    }
    return read;
  }
}
