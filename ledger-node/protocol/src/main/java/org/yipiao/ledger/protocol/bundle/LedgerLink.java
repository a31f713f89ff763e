package org.yipiao.ledger.protocol.bundle;

/** The links between a leaf and the trust root, in the order in which they are checked. */
public enum LedgerLink {
  PROOF_FORMAT("The proof is not a tlog-proof."),
  LEAF_FORMAT("The leaf is not in the ledger's format."),
  CHECKPOINT_FORMAT("The proof's checkpoint is not a signed checkpoint."),
  ORIGIN("The checkpoint is of another log than the trust root's."),
  EPOCH("The trust root has no epoch for the checkpoint's size."),
  LOG_SIGNATURE("The checkpoint is not signed for the log."),
  COSIGNATURE("A cosignature by a known member is not valid."),
  QUORUM("Fewer members than needed cosigned the checkpoint."),
  INCLUSION("The leaf does not lead to the checkpoint's root."),
  LEAF_TYPE("The leaf is of another operation."),
  OUTCOME("The operation was refused by the ledger.");

  private final String sentence;

  LedgerLink(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
