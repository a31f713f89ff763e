package org.yipiao.claims.server.workflow;

/** Places at which a fault test may halt the process; each lies right after something durable. */
public enum CrashPoint {
  SUBMITTED_STORED,
  VERIFIED_STORED,
  ADJUDICATED_STORED,
  RESERVE_STORED,
  RESERVE_SENT,
  COMMITTED_STORED,
  PAYMENT_STORED,
  PAYMENT_SENT,
  BANK_ANSWER_STORED,
  SETTLE_STORED,
  SETTLE_SENT,
  RELEASE_STORED,
  RELEASE_SENT,
  ENDED
}
