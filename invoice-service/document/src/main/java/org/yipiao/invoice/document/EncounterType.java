package org.yipiao.invoice.document;

/** Whether the person stayed; it decides the statutory order of the fee categories. */
public enum EncounterType {
  /** 门诊. */
  OUTPATIENT("OUTPATIENT_INVOICE"),
  /** 住院. */
  INPATIENT("INPATIENT_INVOICE");

  private final String documentType;

  EncounterType(String documentType) {
    this.documentType = documentType;
  }

  /** The value of the document's claim {@code document_type}. */
  public String documentType() {
    return documentType;
  }
}
