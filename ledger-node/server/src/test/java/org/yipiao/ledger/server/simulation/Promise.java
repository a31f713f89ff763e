package org.yipiao.ledger.server.simulation;

/** What the ledger promises, whatever happens. */
enum Promise {
  NUMBERS_ONCE("A number is used once, by an issue or as a red one."),
  EACH_FEN_ONCE("What is held of an invoice never exceeds its claimable amount; no fen twice."),
  NOTHING_LOST("What was accepted is in a final leaf or has expired for good; nothing final goes."),
  PAID_AFTER_FINAL("A bank is told to pay after a final commit alone, and once for one benefit."),
  REPLICAS_EQUAL("Honest nodes have equal leaves and states, and what they prove verifies."),
  ONE_LEDGER("No two final checkpoints and no two cosignatures of an honest validator conflict."),
  NO_PERSONAL_WORD("No leaf has a word of a document."),
  GOES_ON("After the faults end everything accepted becomes final within bounded time.");

  private final String sentence;

  Promise(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
