package org.yipiao.invoice.document;

/** 医保类型, normalised from the many names that hospitals' systems use. */
public enum CoverageType {
  /** 职工: basic medical insurance of employees, retired ones included. */
  EMPLOYEE,
  /** 居民: basic medical insurance of residents. */
  RESIDENT,
  /** 公费: publicly funded. */
  PUBLIC_FUNDED,
  /** 自费: none. */
  SELF_PAID,
  /** Any other. */
  OTHER
}
