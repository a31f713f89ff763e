package org.yipiao.platform.id;

import java.util.Locale;

/** 票据号码: ten digits, zero padded, a sequence within its {@link InvoiceCode}. */
public record InvoiceNumber(String value) {

  public static final long MAX = 9_999_999_999L;

  public InvoiceNumber {
    if (!value.matches("[0-9]{10}")) {
      throw new IllegalArgumentException("an invoice number has 10 digits");
    }
  }

  public static InvoiceNumber of(long sequence) {
    if (sequence < 0 || sequence > MAX) {
      throw new IllegalArgumentException("an invoice number lies in 0.." + MAX);
    }
    return new InvoiceNumber(String.format(Locale.ROOT, "%010d", sequence));
  }

  public long sequence() {
    return Long.parseLong(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
