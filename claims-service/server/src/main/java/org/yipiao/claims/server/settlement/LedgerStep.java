package org.yipiao.claims.server.settlement;

/** What a payer signs for a claim; each kind has one live transaction at a time. */
public enum LedgerStep {
  RESERVE,
  SETTLE,
  RELEASE
}
