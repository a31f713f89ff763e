package org.yipiao.ledger.protocol.operation;

import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Numbered;

/**
 * What an anchored digest is of. A number is never given to another meaning; there is no free text.
 */
public enum EvidenceKind implements Numbered {
  AUDIT_TRAIL(1, "The head of a member's own record of what was done."),
  ARCHIVE(2, "The list of what was put into an archive."),
  RECONCILIATION(3, "Counts and sums of a day, as a member's books have them."),
  MISCONDUCT(4, "Proof of what another member did that it must not do.");

  private final int number;
  private final String sentence;

  EvidenceKind(int number, String sentence) {
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
  public static Optional<EvidenceKind> of(int number) {
    return Numbered.find(values(), number);
  }
}
