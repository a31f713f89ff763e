package org.yipiao.invoice.document;

import org.yipiao.platform.reason.BrokenRuleException;
import org.yipiao.platform.reason.ReasonCode;

/**
 * The national document that identifies a person, never a phone or record number.
 *
 * @param type which document, such as {@code RESIDENT_ID}: 1 to 32 of A–Z, 0–9 and _
 * @param number as printed, without spaces
 */
public record NationalDocument(String type, String number) {

  /** What type and number have to be like. */
  public enum Rule implements ReasonCode {
    TYPE,
    NUMBER;

    @Override
    public String bundle() {
      return DocumentTexts.BUNDLE;
    }

    @Override
    public String key() {
      return "national-document." + name();
    }
  }

  /** 居民身份证. */
  public static final String RESIDENT_ID = "RESIDENT_ID";

  public NationalDocument {
    if (!type.matches("[A-Z][A-Z0-9_]{0,31}")) {
      throw new BrokenRuleException(Rule.TYPE);
    }
    if (!number.matches("[0-9A-Za-z()/-]{4,40}")) {
      throw new BrokenRuleException(Rule.NUMBER);
    }
  }

  /** The number as an invoice prints it: the first six and the last four characters. */
  public String maskedNumber() {
    return number.length() < 12
        ? "*".repeat(number.length())
        : number.substring(0, 6)
            + "*".repeat(number.length() - 10)
            + number.substring(number.length() - 4);
  }

  @Override
  public String toString() {
    return "NationalDocument[" + type + "]";
  }
}
