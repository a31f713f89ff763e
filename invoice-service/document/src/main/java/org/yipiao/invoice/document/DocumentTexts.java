package org.yipiao.invoice.document;

/** Where the words of this module's reasons stand. */
public final class DocumentTexts {

  /** The bundle's base name. */
  public static final String BUNDLE = "org.yipiao.invoice.document.messages";

  private DocumentTexts() {}
}
