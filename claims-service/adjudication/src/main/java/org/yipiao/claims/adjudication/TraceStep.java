package org.yipiao.claims.adjudication;

/** The steps a decision can show; names are stable, texts are in the bundles {@code trace}. */
public enum TraceStep {
  PLAN_CHOSEN,
  PLAN_UNOFFICIAL,
  COVERAGE_IN_FORCE,
  LINE_CATALOGUE_DIFFERS,
  LINE_UNLISTED,
  LINE_SPLIT,
  SCOPE_TOTAL,
  HOSPITAL_LEVEL,
  DEDUCTIBLE,
  BAND,
  SCALE_ROUNDED,
  ELIGIBLE_EXPENSE,
  COMPENSATION_RECEIVED,
  POLICY_RATIO,
  ANNUAL_CAP,
  PAID_AT_COUNTER,
  REMAINING_ON_BILL,
  RESULT,
  REFUSED,
  REVIEW
}
