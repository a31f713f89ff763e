package org.yipiao.invoice.server.invoice;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.server.problem.MalformedField;

/** After which invoice a page of a person's list begins; the newest come first. */
record ListPosition(long issuedSeconds, long invoiceId) {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,12})-([0-9]{18})");

  /** Reads what {@link #text} wrote; null stays null, the beginning. */
  static @Nullable ListPosition of(@Nullable String after) {
    if (after == null) {
      return null;
    }
    var parts = TEXT.matcher(after);
    if (!parts.matches()) {
      throw MalformedField.LIST_POSITION.at("?after");
    }
    return new ListPosition(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  String text() {
    return String.format(Locale.ROOT, "%d-%018d", issuedSeconds, invoiceId);
  }
}
