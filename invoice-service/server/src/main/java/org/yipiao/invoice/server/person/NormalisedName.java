package org.yipiao.invoice.server.person;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A name as it is compared: in one spelling however a hospital writes it. NFKC, capital letters, no
 * blanks nor characters without a width, and one kind of dot between the parts of a name.
 *
 * @param value may be empty
 */
record NormalisedName(String value) {

  private static final int MIDDLE_DOT = '·';

  /** Which characters stand for the middle dot once they are normalised. */
  private static final String DOTS = "·.•‧∙⋅・᛫⸱●";

  static NormalisedName of(String name) {
    var value = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(point -> !isBlank(point))
        .map(point -> DOTS.indexOf(point) >= 0 ? MIDDLE_DOT : point)
        .forEach(value::appendCodePoint);
    return new NormalisedName(value.toString());
  }

  private static boolean isBlank(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || Character.getType(point) == Character.FORMAT;
  }

  boolean isEmpty() {
    return value.isEmpty();
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "NormalisedName[masked]";
  }
}
