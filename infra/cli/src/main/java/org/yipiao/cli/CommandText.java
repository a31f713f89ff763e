package org.yipiao.cli;

import org.yipiao.platform.reason.ReasonCode;

/**
 * What {@code verify} and {@code adjudicate} say to people. What programs read - VALID, BROKEN,
 * UNREADABLE, codes and JSON - is the same in each language.
 */
enum CommandText implements ReasonCode {
  /** Parameters: the file, and why. */
  CANNOT_READ,
  /** Parameters: the file, and why. */
  UNREADABLE_BUNDLE,
  /** Parameters: the file, and why. */
  UNREADABLE_STATE_PROOF,
  /** Parameters: the file, and why. */
  UNREADABLE_TRUST_ROOT,
  /** Parameters: the file, and why. */
  UNREADABLE_EPOCHS,
  /** Epochs that do not follow from the trust root. Parameter: their file. */
  EPOCHS_NOT_PROVEN,
  /** Parameters: the trust root's last size, the checkpoint's, and the trust root's file. */
  TRUST_ROOT_OLDER,
  /** Parameters: where the trust root's last epoch begins, the checkpoint's size, and the file. */
  TRUST_ROOT_MAYBE_OLDER,
  /** What a valid bundle proves and what it does not. */
  VALID,
  /** What a valid state proof proves of an invoice and what it does not. */
  VALID_STATE,
  /** The same of a number that no invoice has. */
  ABSENT,
  INVOICE,
  /** Parameter: one of the next three. */
  STATE,
  STATE_ISSUED,
  /** Parameter: its red invoice. */
  STATE_REVERSED,
  /** Parameter: the invoice that it reversed. */
  STATE_RED,
  PAPER_OUT,
  /** Parameters: its credit code and its number in the consortium. */
  ISSUER,
  /** Parameter: its number in the consortium. */
  ISSUING_MEMBER,
  /** Parameter: in yuan. */
  TOTAL,
  /** Parameter: in yuan. */
  CLAIMABLE,
  /** Parameter: in yuan. */
  RESERVED,
  /** Parameter: in yuan. */
  COMMITTED,
  /** Parameter: in yuan. */
  REIMBURSED,
  /** Parameter: in yuan, all that ever came back. */
  RETURNED,
  /** What can still be reserved. Parameter: in yuan. */
  LEFT,
  ISSUED,
  /** Parameters: the size of the log at the block's end, and the block's height. */
  AS_OF,
  BLOCK,
  FINAL,
  CHECKPOINT,
  COSIGNERS,
  /** Parameters: how many are needed, and of how many. */
  QUORUM,
  DISCLOSED;

  @Override
  public String bundle() {
    return "org.yipiao.cli.messages";
  }

  @Override
  public String key() {
    return "command." + name();
  }
}
