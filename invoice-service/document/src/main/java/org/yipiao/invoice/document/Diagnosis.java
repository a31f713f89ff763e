package org.yipiao.invoice.document;

import org.jspecify.annotations.Nullable;

/**
 * A diagnosis.
 *
 * @param code in {@code system}
 * @param system such as {@code ICD-10}
 * @param text in words
 */
public record Diagnosis(String code, String system, @Nullable String text) {

  /** Health data: says nothing. */
  @Override
  public String toString() {
    return "Diagnosis[masked]";
  }
}
