package org.yipiao.authorization.signin;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A phone number as E.164 writes it: plus, country, number. Never shown in full. */
public record PhoneNumber(String value) {

  private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAINLAND = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");

  /** Of what somebody may enter. */
  static final int LONGEST_ENTRY = 40;

  public PhoneNumber {
    if (!INTERNATIONAL.matcher(value).matches()
        || (value.startsWith("+86") && !MAINLAND.matcher(value.substring(3)).matches())) {
      throw new IllegalArgumentException("no phone number");
    }
  }

  /** What people write: with spaces or full-width digits; a mainland one without a country. */
  static Optional<PhoneNumber> parse(@Nullable String entered) {
    if (entered == null || entered.length() > LONGEST_ENTRY) {
      return Optional.empty();
    }
    var plain = Normalizer.normalize(entered, Normalizer.Form.NFKC);
    var digits = SEPARATORS.matcher(plain).replaceAll("");
    if (MAINLAND.matcher(digits).matches()) {
      digits = "+86" + digits;
    } else if (digits.startsWith("00")) {
      digits = "+" + digits.substring(2);
    } else if (digits.startsWith("86")) {
      digits = "+" + digits;
    }
    try {
      return Optional.of(new PhoneNumber(digits));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether it is one of mainland China. */
  boolean isMainland() {
    return value.startsWith("+86");
  }

  @Override
  public String toString() {
    return "PhoneNumber[…]";
  }
}
