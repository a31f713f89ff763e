package org.yipiao.platform.id;

/**
 * 统一社会信用代码: the unified social credit code of an organisation, 18 characters (GB 32100-2015), the
 * last of which is a check character.
 */
public record CreditCode(String value) {

  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  public CreditCode {
    if (!value.matches("[0-9A-HJ-NP-RTUWXY]{18}")) {
      throw new IllegalArgumentException("a credit code has 18 characters of " + ALPHABET);
    }
    if (value.charAt(17) != checkCharacter(value.substring(0, 17))) {
      throw new IllegalArgumentException("the credit code's check character does not fit");
    }
  }

  /** The check character of 17 characters: 31 − (Σ cᵢ × 3^i mod 31) mod 31. */
  public static char checkCharacter(String first17) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += ALPHABET.indexOf(first17.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  @Override
  public String toString() {
    return value;
  }
}
