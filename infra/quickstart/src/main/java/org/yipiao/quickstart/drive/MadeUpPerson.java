package org.yipiao.quickstart.drive;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A patient who does not exist. The document number starts with a region code that was never given
 * out ({@code 99…}), so that it can belong to nobody; its last character is the check character of
 * GB 11643.
 */
public record MadeUpPerson(
    String name, String documentNumber, String birthDate, String sex, String phone, String record) {

  private static final String SURNAMES = "测试样例虚构演示模拟假设";
  private static final String GIVEN = "安宁清远明朗舒怀知行云起星河山川松柏竹溪春晓秋实冬青夏荷";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  public static MadeUpPerson random(RandomGenerator random) {
    String name = pick(SURNAMES, random) + pick(GIVEN, random) + pick(GIVEN, random);
    String birth =
        String.format(
            Locale.ROOT,
            "%04d%02d%02d",
            1940 + random.nextInt(70),
            1 + random.nextInt(12),
            1 + random.nextInt(28));
    int order = random.nextInt(1000);
    String first17 =
        String.format(Locale.ROOT, "99%04d%s%03d", random.nextInt(10_000), birth, order);
    String phone = String.format(Locale.ROOT, "100%08d", random.nextInt(100_000_000));
    String record = String.format(Locale.ROOT, "MR%010d", random.nextLong(10_000_000_000L));
    return new MadeUpPerson(
        name, first17 + check(first17), birth, order % 2 == 0 ? "F" : "M", phone, record);
  }

  /** The same person with a phone of which one knows the number. */
  public MadeUpPerson withPhone(String number) {
    return new MadeUpPerson(name, documentNumber, birthDate, sex, number, record);
  }

  /** Everything of this person that must never reach the ledger. */
  public List<String> secrets() {
    return List.of(name, documentNumber, phone, record);
  }

  private static String pick(String letters, RandomGenerator random) {
    int at = random.nextInt(letters.length());
    return letters.substring(at, at + 1);
  }

  private static char check(String first17) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (first17.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  /** Masked, as every personal type is. */
  @Override
  public String toString() {
    return "MadeUpPerson[***]";
  }
}
