package org.yipiao.platform.id;

import java.util.Locale;

/**
 * The identity of an invoice: code and number, 18 digits, which fit a {@code long} (and 60 bits).
 *
 * @param value code × 10^10 + number
 */
public record InvoiceId(long value) implements Comparable<InvoiceId> {

  public static final long MAX = 999_999_999_999_999_999L;
  private static final long NUMBERS_PER_CODE = 10_000_000_000L;

  public InvoiceId {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("an invoice id has 18 digits");
    }
  }

  public static InvoiceId of(InvoiceCode code, InvoiceNumber number) {
    return new InvoiceId(Long.parseLong(code.value()) * NUMBERS_PER_CODE + number.sequence());
  }

  /**
   * @throws IllegalArgumentException unless the text is exactly 18 digits
   */
  public static InvoiceId parse(String digits) {
    if (!digits.matches("[0-9]{18}")) {
      throw new IllegalArgumentException("an invoice id has 18 digits");
    }
    return new InvoiceId(Long.parseLong(digits));
  }

  public InvoiceCode code() {
    return new InvoiceCode(String.format(Locale.ROOT, "%08d", value / NUMBERS_PER_CODE));
  }

  public InvoiceNumber number() {
    return InvoiceNumber.of(value % NUMBERS_PER_CODE);
  }

  /** The 18 digits. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%018d", value);
  }

  @Override
  public int compareTo(InvoiceId other) {
    return Long.compare(value, other.value);
  }
}
