package org.yipiao.invoice.api;

/** The national document of a person, such as {@code RESIDENT_ID}. */
public record PersonQuery(String documentType, String documentNumber) {

  @Override
  public String toString() {
    return "PersonQuery[" + documentType + "]";
  }
}
