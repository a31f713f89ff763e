package org.yipiao.invoice.api;

import org.jspecify.annotations.Nullable;

/**
 * The national document of a person, such as {@code RESIDENT_ID}.
 *
 * @param claim for a payer: the claim for which it was shown that person's document
 */
public record PersonQuery(String documentType, String documentNumber, @Nullable String claim) {

  @Override
  public String toString() {
    return "PersonQuery[" + documentType + "]";
  }
}
