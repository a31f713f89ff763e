package org.yipiao.claims.server.settlement;

import java.util.Optional;
import org.yipiao.ledger.protocol.outcome.Outcome;

/** What the ledger made of a stored transaction. */
public sealed interface LedgerAnswer {

  /**
   * Final, checked under the trust root.
   *
   * @param outcome empty for a number that this version has no name for
   * @param remainingFen the detail of {@code EXCEEDS_REMAINING}
   */
  record Final(int attempt, Optional<Outcome> outcome, Optional<Long> remainingFen)
      implements LedgerAnswer {}

  /** It is on no block and never will be: the same intent may be signed anew. */
  record ExpiredForGood(int attempt) implements LedgerAnswer {}

  /**
   * No node will ever take these bytes.
   *
   * @param code the node's reason
   */
  record Refused(int attempt, String code) implements LedgerAnswer {}

  /**
   * Not known yet; the same bytes are to be handed over again.
   *
   * @param cause for the log
   */
  record Pending(String cause) implements LedgerAnswer {}
}
