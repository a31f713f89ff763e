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
  INVOICE,
  /** Parameters: its credit code and its number in the consortium. */
  ISSUER,
  /** Parameter: in yuan. */
  TOTAL,
  /** Parameter: in yuan. */
  CLAIMABLE,
  ISSUED,
  BLOCK,
  FINAL,
  CHECKPOINT,
  COSIGNERS,
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
