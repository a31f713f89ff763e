package org.yipiao.sandbox.phone;

/**
 * A mobile number of mainland China, as it is kept: without the country's code.
 *
 * @param digits 11, the first of them 1
 */
public record PhoneNumber(String digits) {

  /** How a caller may write one: its digits, with {@code +86} before them or not. */
  public static final String FORM = "(\\+86)?1[0-9]{10}";

  private static final String COUNTRY = "+86";
  private static final int SHOWN = 2;

  public PhoneNumber {
    if (!digits.matches("1[0-9]{10}")) {
      throw new IllegalArgumentException("a phone number has 11 digits, the first of them 1");
    }
  }

  /**
   * The number that a caller wrote.
   *
   * @throws IllegalArgumentException unless it has the {@link #FORM}
   */
  public static PhoneNumber of(String written) {
    return new PhoneNumber(
        written.startsWith(COUNTRY) ? written.substring(COUNTRY.length()) : written);
  }

  /** Masked but for its end. */
  @Override
  public String toString() {
    int hidden = digits.length() - SHOWN;
    return "*".repeat(hidden) + digits.substring(hidden);
  }
}
