package org.yipiao.ledger.protocol.checkpoint;

/** Why two notes prove no lie of a validator. */
public enum EvidenceFault {
  FORMAT("A note is not a signed checkpoint."),
  ORIGIN("A checkpoint is of another log than the trust root's."),
  EPOCH("The trust root has no epoch for the checkpoints' size."),
  NO_CONFLICT("The two checkpoints are of different sizes, or have the same root."),
  NOT_COSIGNED("No member's key of that size cosigned the first checkpoint alone."),
  NOT_CONTRADICTED("The second is neither cosigned by the same member nor final.");

  private final String sentence;

  EvidenceFault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
