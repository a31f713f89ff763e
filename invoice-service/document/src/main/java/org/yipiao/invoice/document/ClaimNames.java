package org.yipiao.invoice.document;

/** The names of the document's claims; version 1 of the format. */
final class ClaimNames {

  static final String VCT = "urn:yipiao:medical-invoice:1";
  static final String CURRENCY = "CNY";

  static final String ISSUER = "issuer";
  static final String BUSINESS_NUMBER = "business_number";
  static final String PAYER_NAME = "payer_name";
  static final String PAYER_DOCUMENT = "payer_document";
  static final String PAYER_PHONE = "payer_phone";
  static final String PAYER_RECORD = "payer_medical_record";
  static final String ENCOUNTER = "encounter";
  static final String COVERAGE = "coverage";
  static final String MONEY = "money";
  static final String CATEGORIES = "categories";

  private ClaimNames() {}

  /** The hospital as a URN, RFC 8141; the credit code names it for ever. */
  static String iss(String creditCode) {
    return "urn:yipiao:issuer:" + creditCode;
  }

  static String line(int index) {
    return String.format(java.util.Locale.ROOT, "line_%04d", index + 1);
  }

  static String diagnosis(int index) {
    return String.format(java.util.Locale.ROOT, "diagnosis_%02d", index + 1);
  }
}
