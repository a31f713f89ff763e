package org.yipiao.edge.screen;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.edge.EdgeReason;

/**
 * The form of addresses (RFC 3986) that every program reads alike. What decodes or normalises to
 * something else is refused, never mended: a route that was chosen for one reading must not reach a
 * server that has another.
 */
final class PlainAddress {

  /** {@code pchar} and the slash, RFC 3986, section 3.3, without the semicolon. */
  private static final String IN_PATH = "._~!$&'()*+,=:@/-";

  /** Section 3.4; brackets, which browsers leave as they are, besides. */
  private static final String IN_QUERY = IN_PATH + ";?[]";

  /** The slash, the backslash, the dot, the semicolon and the percent sign. */
  private static final Set<String> DELIMITERS = Set.of("2f", "5c", "2e", "3b", "25", "7f");

  private PlainAddress() {}

  /** What is wrong with a path as it came, if anything. */
  static Optional<EdgeReason> faultOfPath(String path) {
    if (path.indexOf(';') >= 0) {
      return Optional.of(EdgeReason.PATH_PARAMETER);
    }
    if (!path.startsWith("/") || !isMadeOf(IN_PATH, path)) {
      return Optional.of(EdgeReason.NOT_AN_ADDRESS);
    }
    if (path.contains("//")) {
      return Optional.of(EdgeReason.EMPTY_SEGMENT);
    }
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.of(EdgeReason.DOT_SEGMENT);
      }
    }
    return hidesDelimiter(path) ? Optional.of(EdgeReason.ENCODED_DELIMITER) : Optional.empty();
  }

  /** What is wrong with a query as it came, if anything. */
  static Optional<EdgeReason> faultOfQuery(@Nullable String query) {
    return query == null || isMadeOf(IN_QUERY, query)
        ? Optional.empty()
        : Optional.of(EdgeReason.NOT_AN_ADDRESS);
  }

  /** Whether a text has letters, digits, these marks and percent signs that encode, alone. */
  private static boolean isMadeOf(String marks, String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
          return false;
        }
        i += 2;
      } else if (!isLetterOrDigit(c) && marks.indexOf(c) < 0) {
        return false;
      }
      i++;
    }
    return true;
  }

  private static boolean isHex(char c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private static boolean hidesDelimiter(String path) {
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      String octet = path.substring(i + 1, i + 3).toLowerCase(Locale.ROOT);
      if (DELIMITERS.contains(octet) || octet.charAt(0) < '2') {
        return true;
      }
    }
    return false;
  }
}
