package org.yipiao.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.platform.money.Money;

class ChineseCapitalsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 零元整",
    "0.01, 壹分",
    "0.10, 壹角整",
    "0.56, 伍角陆分",
    "1, 壹元整",
    "1.05, 壹元零伍分",
    "1.50, 壹元伍角整",
    "10, 壹拾元整",
    "1260, 壹仟贰佰陆拾元整",
    "1005.30, 壹仟零伍元叁角整",
    "68000, 陆万捌仟元整",
    "50590, 伍万零伍佰玖拾元整",
    "100005, 壹拾万零伍元整",
    "1002000, 壹佰万贰仟元整",
    "10000000, 壹仟万元整",
    "100000000, 壹亿元整",
    "100000005.02, 壹亿零伍元零贰分",
    "100010000, 壹亿零壹万元整",
    "999999999999.99, 玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"
  })
  void writesAnAmountAsInvoicesPrintIt(String yuan, String capitals) {
    assertThat(ChineseCapitals.of(Money.parseYuan(yuan))).isEqualTo(capitals);
  }

  @Test
  void twoAmountsNeverReadTheSame() {
    var seen = new java.util.HashSet<String>();
    for (long fen = 0; fen < 30_000; fen++) {
      assertThat(seen.add(ChineseCapitals.of(Money.ofFen(fen)))).as("%s fen", fen).isTrue();
    }
  }
}
