package org.yipiao.gateway.hl7;

import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.platform.reason.BrokenRuleException;

/** Escape sequences of HL7 v2.5.1 §2.7: delimiters, line breaks and highlighting, nothing else. */
final class Escapes {

  private Escapes() {}

  /**
   * @throws BrokenRuleException for a sequence that is not closed or not supported
   */
  static String resolve(String value, Delimiters delimiters) {
    char escape = delimiters.escape();
    if (value.indexOf(escape) < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    int from = 0;
    for (int open = value.indexOf(escape); open >= 0; open = value.indexOf(escape, from)) {
      int close = value.indexOf(escape, open + 1);
      if (close < 0) {
        throw new BrokenRuleException(RefusalReason.ESCAPE_NOT_CLOSED);
      }
      text.append(value, from, open);
      text.append(meaning(value.substring(open + 1, close), delimiters));
      from = close + 1;
    }
    return text.append(value, from, value.length()).toString();
  }

  private static String meaning(String sequence, Delimiters delimiters) {
    return switch (sequence) {
      case "F" -> String.valueOf(delimiters.field());
      case "S" -> String.valueOf(delimiters.component());
      case "R" -> String.valueOf(delimiters.repetition());
      case "E" -> String.valueOf(delimiters.escape());
      case "T" -> String.valueOf(delimiters.subcomponent());
      case ".br" -> " ";
      case "H", "N" -> "";
      default -> throw new BrokenRuleException(RefusalReason.ESCAPE_UNSUPPORTED);
    };
  }

  /** Writes text so that no character of it acts as a delimiter or ends a segment. */
  static String escape(String text, Delimiters delimiters) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char letter =
          c == delimiters.field()
              ? 'F'
              : c == delimiters.component()
                  ? 'S'
                  : c == delimiters.repetition()
                      ? 'R'
                      : c == delimiters.escape() ? 'E' : c == delimiters.subcomponent() ? 'T' : 0;
      if (letter != 0) {
        escaped.append(delimiters.escape()).append(letter).append(delimiters.escape());
      } else {
        escaped.append(c < 0x20 ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
