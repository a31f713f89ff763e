package org.yipiao.gateway.spool;

import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.InvoiceNumber;

/**
 * Numbers that the bureau allocated to this gateway, and how many of them are gone.
 *
 * @param first sequence within the code, inclusive
 * @param last sequence within the code, inclusive
 * @param next the next free one; {@code last + 1} when none is left
 */
public record NumberRange(InvoiceCode code, long first, long last, long next) {

  public NumberRange {
    if (first < 0 || last > InvoiceNumber.MAX || first > last) {
      throw new IllegalArgumentException("a range lies within its code and is not empty");
    }
    if (next < first || next > last + 1) {
      throw new IllegalArgumentException("the next number lies in the range or just behind it");
    }
  }

  /** A range of which no number is gone. */
  public static NumberRange fresh(InvoiceCode code, long first, long last) {
    return new NumberRange(code, first, last, first);
  }

  public long remaining() {
    return last - next + 1;
  }

  public InvoiceId nextId() {
    if (remaining() == 0) {
      throw new IllegalStateException("the range is used up");
    }
    return InvoiceId.of(code, InvoiceNumber.of(next));
  }

  public NumberRange advanced() {
    return new NumberRange(code, first, last, next + 1);
  }

  public boolean overlaps(NumberRange other) {
    return code.equals(other.code) && first <= other.last && other.first <= last;
  }

  public boolean sameNumbers(NumberRange other) {
    return code.equals(other.code) && first == other.first && last == other.last;
  }
}
