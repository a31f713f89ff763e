package org.yipiao.invoice.document;

import org.jspecify.annotations.Nullable;

/**
 * 交款人: the person whose care is invoiced.
 *
 * @param name as the hospital knows it
 * @param document without one the invoice is issued, but stays unlinked
 * @param phone for delivery only, never an identity
 * @param medicalRecordNumber the hospital's own key of the person
 */
public record Payer(
    String name,
    @Nullable NationalDocument document,
    @Nullable String phone,
    @Nullable String medicalRecordNumber) {

  /** Names nobody. */
  @Override
  public String toString() {
    return "Payer[masked]";
  }
}
