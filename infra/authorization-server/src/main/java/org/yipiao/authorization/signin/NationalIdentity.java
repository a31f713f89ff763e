package org.yipiao.authorization.signin;

/** The document that somebody's phone was registered with, such as {@code RESIDENT_ID}. */
public record NationalIdentity(String documentType, String documentNumber) {

  @Override
  public String toString() {
    return "NationalIdentity[" + documentType + "]";
  }
}
