package org.yipiao.invoice.server.consent;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.server.problem.MalformedField;

/** After which consent a page of a person's list begins; the newest come first. */
record ConsentPosition(long createdMicros, String consentId) {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9a-f]{32})");

  static ConsentPosition of(StoredConsent consent) {
    return new ConsentPosition(consent.createdMicros(), consent.consentId());
  }

  /** Reads what {@link #text} wrote; null stays null, the beginning. */
  static @Nullable ConsentPosition parse(@Nullable String after) {
    if (after == null) {
      return null;
    }
    var parts = TEXT.matcher(after);
    if (!parts.matches()) {
      throw MalformedField.LIST_POSITION.at("?after");
    }
    return new ConsentPosition(Long.parseLong(parts.group(1)), String.valueOf(parts.group(2)));
  }

  String text() {
    return createdMicros + "-" + consentId;
  }
}
