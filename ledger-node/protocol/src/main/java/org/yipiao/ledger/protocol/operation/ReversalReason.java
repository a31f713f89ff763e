package org.yipiao.ledger.protocol.operation;

import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Numbered;

/**
 * Why an invoice is reversed. A number is never given to another meaning; there is no free text.
 */
public enum ReversalReason implements Numbered {
  REFUNDED(1, "The person got all of the money back."),
  REFUNDED_IN_PART(2, "The person got some of it back; the rest is issued anew."),
  ISSUED_IN_ERROR(3, "The invoice was wrong; the right one is issued anew, if there is one.");

  private final int number;
  private final String sentence;

  ReversalReason(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  @Override
  public int number() {
    return number;
  }

  public String sentence() {
    return sentence;
  }

  /** The one of a number, if it has one. */
  public static Optional<ReversalReason> of(int number) {
    return Numbered.find(values(), number);
  }
}
