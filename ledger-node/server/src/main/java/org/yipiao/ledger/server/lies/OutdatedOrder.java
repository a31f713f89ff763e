package org.yipiao.ledger.server.lies;

/**
 * What a validator had ordered in vain although every node that keeps up knows that nothing comes
 * of it. It is no lie: who was restarted, cut off, slow or handed more than it can order does the
 * same, and by its bytes nobody can tell the two apart.
 */
public enum OutdatedOrder {
  REPEATED("It ordered a transaction that had its place for long."),
  LATE("It ordered a transaction whose expiry was over for long by the ledger's time."),
  EXCESS("It ordered so much without effect that the rest of its round was passed over.");

  private final String sentence;

  OutdatedOrder(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
