package org.yipiao.invoice.document;

/** What looks odd on real bills and is issued all the same. The names are stable. */
public enum DraftWarning {
  /** 个人自付 + 个人自费 differs from account + cash. */
  PERSONAL_PARTS_DIFFER,
  /** A fee category that this kind of invoice does not print; it is printed under 其他. */
  CATEGORY_PRINTED_AS_OTHER,
  /** 预缴 + 补缴 − 退费 differs from what the person paid in cash. */
  DEPOSITS_DIFFER
}
