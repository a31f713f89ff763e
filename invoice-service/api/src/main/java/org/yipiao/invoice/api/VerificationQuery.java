package org.yipiao.invoice.api;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;

/**
 * 查验: the five elements of one invoice.
 *
 * @param issueDate in the hospital's zone
 */
public record VerificationQuery(
    @NotNull String code,
    @NotNull String number,
    @NotNull String checkCode,
    @NotNull LocalDate issueDate,
    long totalFen) {

  @Override
  public String toString() {
    return "VerificationQuery[masked]";
  }
}
