package org.yipiao.invoice.api;

import java.time.LocalDate;

/**
 * 查验: the five elements of one invoice.
 *
 * @param issueDate in the hospital's zone
 */
public record VerificationQuery(
    String code, String number, String checkCode, LocalDate issueDate, long totalFen) {

  @Override
  public String toString() {
    return "VerificationQuery[masked]";
  }
}
