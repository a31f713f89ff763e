package org.yipiao.claims.server.workflow;

/**
 * Places at which a fault test may halt the process: {@code …_STORED} right after a state is on the
 * disk and before it has any effect outside, {@code …_SENT} right after that effect, {@code
 * …_ANSWERED} once its outcome is known and nothing of it is stored.
 */
public enum CrashPoint {
  SUBMITTED_STORED,
  VERIFIED_STORED,
  ADJUDICATED_STORED,
  RESERVE_STORED,
  RESERVE_SENT,
  RESERVE_ANSWERED,
  COMMITTED_STORED,
  PAYMENT_STORED,
  PAYMENT_SENT,
  PAYMENT_ANSWERED,
  BANK_ANSWER_STORED,
  SETTLE_STORED,
  SETTLE_SENT,
  SETTLE_ANSWERED,
  RELEASE_STORED,
  RELEASE_SENT,
  RELEASE_ANSWERED,
  ENDED
}
