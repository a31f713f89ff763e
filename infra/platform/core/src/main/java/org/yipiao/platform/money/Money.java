package org.yipiao.platform.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount in Chinese yuan, held as whole fen (1/100 yuan).
 *
 * <p>Always {@code 0 <= fen <= 99 999 999 999 999}; arithmetic that leaves this range is refused
 * with an {@link ArithmeticException}, it never wraps. Rounding happens only where a caller names a
 * {@link RoundingMode}.
 *
 * @param fen the amount in fen
 */
public record Money(long fen) implements Comparable<Money> {

  /** The largest amount, in fen: 999 999 999 999.99 yuan (field shape N14,2). */
  public static final long MAX_FEN = 99_999_999_999_999L;

  public static final Money ZERO = new Money(0);

  public Money {
    if (fen < 0 || fen > MAX_FEN) {
      throw new ArithmeticException("amount outside 0.." + MAX_FEN + " fen");
    }
  }

  public static Money ofFen(long fen) {
    return new Money(fen);
  }

  /**
   * Reads a decimal number of yuan such as {@code 595.00}; at most two decimals, no exponent, no
   * sign, no grouping.
   *
   * @throws IllegalArgumentException when the text is not such a number
   * @throws ArithmeticException when the amount is too large
   */
  public static Money parseYuan(String yuan) {
    if (!yuan.matches("[0-9]{1,18}(\\.[0-9]{1,2})?")) {
      throw new IllegalArgumentException("not an amount in yuan with at most two decimals");
    }
    return ofYuanExact(new BigDecimal(yuan));
  }

  /**
   * The amount of a whole number of fen given in yuan.
   *
   * @throws ArithmeticException when the amount has a fraction of a fen or is out of range
   */
  public static Money ofYuanExact(BigDecimal yuan) {
    return new Money(yuan.movePointRight(2).longValueExact());
  }

  /** The amount nearest to {@code yuan} under {@code rounding}. */
  public static Money ofYuan(BigDecimal yuan, RoundingMode rounding) {
    return ofYuanExact(yuan.setScale(2, rounding));
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(fen, other.fen));
  }

  /**
   * @throws ArithmeticException when {@code other} is larger
   */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(fen, other.fen));
  }

  /** This less {@code other}, but never below zero. */
  public Money minusOrZero(Money other) {
    return fen <= other.fen ? ZERO : new Money(fen - other.fen);
  }

  public Money min(Money other) {
    return fen <= other.fen ? this : other;
  }

  public Money max(Money other) {
    return fen >= other.fen ? this : other;
  }

  public boolean isZero() {
    return fen == 0;
  }

  public boolean isPositive() {
    return fen > 0;
  }

  public static Money sum(Iterable<Money> amounts) {
    Money sum = ZERO;
    for (Money amount : amounts) {
      sum = sum.plus(amount);
    }
    return sum;
  }

  /** The amount in yuan with exactly two decimals, as a number. */
  public BigDecimal toYuan() {
    return BigDecimal.valueOf(fen, 2);
  }

  /** The amount in yuan with exactly two decimals and a point, such as {@code 595.00}. */
  public String toYuanString() {
    return toYuan().toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(fen, other.fen);
  }

  @Override
  public String toString() {
    return toYuanString() + " CNY";
  }
}
