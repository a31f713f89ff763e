package org.yipiao.ledger.protocol.checkpoint;

/** Why a note proves no final checkpoint. */
public enum CheckpointFault {
  FORMAT("The text is not a signed checkpoint."),
  ORIGIN("The checkpoint is of another log."),
  EPOCH("The trust root has no epoch for the checkpoint's size."),
  LOG_SIGNATURE("No log key signed the checkpoint, or one did not sign these bytes."),
  COSIGNATURE("A line names a member's key, but that key did not sign these bytes."),
  QUORUM("Fewer members than the threshold cosigned the checkpoint.");

  private final String sentence;

  CheckpointFault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  /** Whether under a later trust root there might be none: with other keys or another threshold. */
  boolean mayBeOfALaterEpoch() {
    return switch (this) {
      case EPOCH, LOG_SIGNATURE, QUORUM -> true;
      case FORMAT, ORIGIN, COSIGNATURE -> false;
    };
  }
}
