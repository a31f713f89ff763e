package org.yipiao.invoice.document;

/** The class of an item in the medical insurance catalogue, as the hospital printed it. */
public enum CatalogueClass {
  /** 甲: fully in scope. */
  A,
  /** 乙: in scope after the person's prepaid part. */
  B,
  /** 丙: out of scope. */
  C
}
