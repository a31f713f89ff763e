package org.yipiao.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @Test
  void readsYuanWithUpToTwoDecimals() {
    assertThat(Money.parseYuan("595.00").fen()).isEqualTo(59_500);
    assertThat(Money.parseYuan("0.1").fen()).isEqualTo(10);
    assertThat(Money.parseYuan("7").fen()).isEqualTo(700);
    assertThat(Money.parseYuan("999999999999.99").fen()).isEqualTo(Money.MAX_FEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.234", "1e3", "1,000.00", " 1", "１", ".5", "1."})
  void refusesAnythingThatIsNotAPlainAmount(String text) {
    assertThatThrownBy(() -> Money.parseYuan(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverLeavesItsRange() {
    Money max = Money.ofFen(Money.MAX_FEN);
    assertThatThrownBy(() -> max.plus(Money.ofFen(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.ZERO.minus(Money.ofFen(1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.parseYuan("1000000000000.00"))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Money.ZERO.minusOrZero(Money.ofFen(1))).isEqualTo(Money.ZERO);
  }

  @Test
  void roundsOnlyWhereARoundingIsNamed() {
    assertThat(Money.ofYuan(new BigDecimal("30.645"), RoundingMode.HALF_UP).fen()).isEqualTo(3065);
    assertThatThrownBy(() -> Money.ofYuanExact(new BigDecimal("30.645")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void addsUp() {
    assertThat(Money.sum(List.of(Money.ofFen(1), Money.ofFen(2), Money.ofFen(3))).fen())
        .isEqualTo(6);
    assertThat(Money.ofFen(123_456).toYuanString()).isEqualTo("1234.56");
  }
}
