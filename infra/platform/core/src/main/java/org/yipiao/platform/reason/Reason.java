package org.yipiao.platform.reason;

import java.util.List;
import java.util.Locale;

/**
 * Why something is refused, in no language.
 *
 * @param parameters what fills the places of the text, in order and without personal data: texts
 *     and numbers, and codes, reasons or lists of them, which are put into words in their turn
 */
public record Reason(ReasonCode code, List<Object> parameters) {

  public Reason {
    parameters = List.copyOf(parameters);
  }

  /** The reason with its parameters in the order of its text. */
  public static Reason of(ReasonCode code, Object... parameters) {
    return new Reason(code, List.of(parameters));
  }

  /** The words: simplified Chinese for any Chinese language, English for every other. */
  public String in(Locale language) {
    return ReasonTexts.say(this, language);
  }

  /** In English, for the log. */
  @Override
  public String toString() {
    return in(Locale.ENGLISH);
  }
}
