package org.yipiao.ledger.protocol.genesis;

import java.util.Optional;

/** What a member may submit. A number is never given to another meaning. */
public enum MemberKind {
  /** Allocates numbers. */
  REGULATOR(1),
  /** Issues inside its own ranges. */
  HOSPITAL(2),
  /** Reserves, commits, settles, releases and returns. */
  PAYER(3),
  /** Runs a node or reads; submits nothing that moves numbers or money. */
  OPERATOR(4);

  private final int number;

  MemberKind(int number) {
    this.number = number;
  }

  /** How operations name it. */
  public int number() {
    return number;
  }

  /** The one of a number, if it has one. */
  public static Optional<MemberKind> of(int number) {
    for (MemberKind known : values()) {
      if (known.number == number) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
