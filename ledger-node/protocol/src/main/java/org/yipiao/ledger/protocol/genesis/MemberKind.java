package org.yipiao.ledger.protocol.genesis;

/** What a member may submit. */
public enum MemberKind {
  /** Allocates numbers. */
  REGULATOR,
  /** Issues inside its own ranges. */
  HOSPITAL,
  /** Reserves, commits, settles, releases and returns. */
  PAYER,
  /** Runs a node or reads; submits nothing that moves numbers or money. */
  OPERATOR
}
