package org.yipiao.invoice.document;

import org.yipiao.platform.money.Money;

/**
 * 大写: an amount in Chinese capitals, as invoices print it beside the figures. Whole yuan end in
 * {@code 元整}, whole jiao in {@code 角整}; a run of zeros is one {@code 零}.
 */
public final class ChineseCapitals {

  private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
  private static final String[] PLACES = {"", "拾", "佰", "仟"};
  private static final String[] GROUPS = {"", "万", "亿"};

  private ChineseCapitals() {}

  public static String of(Money amount) {
    long yuan = amount.fen() / 100;
    int jiao = (int) (amount.fen() / 10 % 10);
    int fen = (int) (amount.fen() % 10);
    if (amount.isZero()) {
      return "零元整";
    }
    var text = new StringBuilder();
    if (yuan > 0) {
      text.append(integer(yuan)).append('元');
    }
    if (jiao == 0 && fen == 0) {
      return text.append('整').toString();
    }
    if (jiao > 0) {
      text.append(DIGITS.charAt(jiao)).append('角');
    } else if (yuan > 0) {
      text.append('零');
    }
    return fen > 0
        ? text.append(DIGITS.charAt(fen)).append('分').toString()
        : text.append('整').toString();
  }

  private static String integer(long yuan) {
    var text = new StringBuilder();
    boolean zeroPending = false;
    for (int group = GROUPS.length - 1; group >= 0; group--) {
      int four = (int) (yuan / power(group) % 10_000);
      if (four == 0) {
        zeroPending = !text.isEmpty();
        continue;
      }
      if (!text.isEmpty() && (zeroPending || four < 1_000)) {
        text.append('零');
      }
      text.append(fourDigits(four)).append(GROUPS[group]);
      zeroPending = false;
    }
    return text.toString();
  }

  private static long power(int group) {
    long power = 1;
    for (int i = 0; i < group; i++) {
      power *= 10_000;
    }
    return power;
  }

  private static String fourDigits(int four) {
    var text = new StringBuilder();
    boolean zeroPending = false;
    int divisor = 1_000;
    for (int place = 3; place >= 0; place--) {
      int digit = four / divisor % 10;
      divisor /= 10;
      if (digit == 0) {
        zeroPending = !text.isEmpty();
        continue;
      }
      if (zeroPending) {
        text.append('零');
      }
      text.append(DIGITS.charAt(digit)).append(PLACES[place]);
      zeroPending = false;
    }
    return text.toString();
  }
}
