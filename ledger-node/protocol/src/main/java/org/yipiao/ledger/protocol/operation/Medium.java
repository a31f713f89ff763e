package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.WireFault;

/** In which form an invoice is out; both forms share one amount. */
public enum Medium {
  /** The signed document. */
  ELECTRONIC(0),
  /** A paper twin, whose original the payer states to hold. */
  PAPER(1);

  private final int number;

  Medium(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /**
   * @throws FormatException when no medium has that number
   */
  public static Medium of(int number) {
    return switch (number) {
      case 0 -> ELECTRONIC;
      case 1 -> PAPER;
      default -> throw new FormatException(WireFault.MEDIUM, number);
    };
  }
}
