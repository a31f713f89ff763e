package org.yipiao.invoice.api;

import jakarta.validation.constraints.NotNull;

/**
 * 关联: what stands on the paper of an invoice that is nobody's yet.
 *
 * @param code 8 digits
 * @param number 10 digits
 * @param checkCode 6 hexadecimal characters, in small or capital letters
 */
public record LinkInvoice(@NotNull String code, @NotNull String number, @NotNull String checkCode) {

  @Override
  public String toString() {
    return "LinkInvoice[masked]";
  }
}
