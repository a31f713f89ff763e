package org.yipiao.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.seeds.Seeds;

class PhoneNumberPropertyTest {

  private static final int CASES = 1_000;
  private static final String CHARACTERS = "0123456789+-() a１\n";

  private final Random random = new Random(Seeds.of(this));

  private String number() {
    var digits = new StringBuilder("1");
    while (digits.length() < 11) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  @Test
  void isTheSameNumberWithAndWithoutTheCountryAndMasksItself() {
    for (int i = 0; i < CASES; i++) {
      String digits = number();
      var number = PhoneNumber.of(digits);
      assertThat(number.digits()).isEqualTo(digits);
      assertThat(PhoneNumber.of("+86" + digits)).isEqualTo(number);
      assertThat(List.of(digits, "+86" + digits)).allMatch(each -> each.matches(PhoneNumber.FORM));
      assertThat(number.toString())
          .hasSameSizeAs(digits)
          .doesNotContain(digits.substring(0, 9))
          .matches("\\*{9}[0-9]{2}");
    }
  }

  @Test
  void isNothingElse() {
    for (int i = 0; i < CASES; i++) {
      var changed = new StringBuilder(random.nextBoolean() ? number() : "+86" + number());
      char one = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      int at = random.nextInt(changed.length());
      switch (random.nextInt(3)) {
        case 0 -> changed.insert(at, one);
        case 1 -> changed.deleteCharAt(at);
        default -> changed.setCharAt(at, one);
      }
      String written = changed.toString();
      if (!written.matches("(?:[+]86)?1[0-9]{10}")) {
        assertThat(written.matches(PhoneNumber.FORM)).as(written).isFalse();
        assertThatThrownBy(() -> PhoneNumber.of(written))
            .as(written)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageNotContaining(written);
      }
    }
  }
}
