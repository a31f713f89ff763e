package org.yipiao.platform.id;

/**
 * 票据代码: eight digits, province(2) class(2) kind(2) year(2). Class {@code 06} is medical; the year
 * is that of the allocation, not of the issue.
 */
public record InvoiceCode(String value) {

  public InvoiceCode {
    if (!value.matches("[0-9]{8}")) {
      throw new IllegalArgumentException("an invoice code has 8 digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
