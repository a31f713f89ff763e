package org.yipiao.ledger.client.http;

/** How far a transaction has come, as one node knows it. */
public enum TransactionState {
  UNKNOWN("This node has never seen the transaction."),
  ACCEPTED("It is on this node's disk and is being submitted."),
  ORDERED("It has its place in the order and its outcomes, not yet a quorum's cosignatures."),
  FINAL("A checkpoint that covers it carries a quorum's cosignatures."),
  EXPIRED("It is in no block, and the last final block's time is at or after its expiry.");

  private final String sentence;

  TransactionState(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
