package org.yipiao.claims.adjudication.plan;

/** The grade of the place of care, on which ratios depend (医疗机构等级). */
public enum HospitalLevel {
  COMMUNITY,
  SECONDARY,
  TERTIARY
}
