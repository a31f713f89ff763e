package org.yipiao.claims.adjudication.plan;

/** 甲 A fully in scope, 乙 B partly, 丙 C out of scope. */
public enum CatalogueClass {
  A,
  B,
  C
}
