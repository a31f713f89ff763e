package org.yipiao.claims.adjudication.plan;

/** What kind of care a bill is for. */
public enum EncounterType {
  OUTPATIENT,
  INPATIENT
}
