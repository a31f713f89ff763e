package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What came of handing a transaction to the ledger. */
public sealed interface Submission {

  /**
   * A node keeps it on its disk and submits it until it is ordered or expired. Not final: see
   * {@link LedgerClient#awaitFinal}.
   *
   * @param acceptedAt the node's clock
   * @param node which node
   */
  record Accepted(Instant acceptedAt, URI node) implements Submission {}

  /**
   * It will never be accepted as it is: more nodes say so, for the same reason, than may lie.
   *
   * @param code stable name of the reason, such as {@code ID_REUSED} or {@code BAD_SIGNATURE}
   * @param detail for a person
   */
  record Refused(String code, String detail) implements Submission {}

  /**
   * No node took it now; the same bytes may be handed over again. It may nevertheless have been
   * accepted, where an answer was lost.
   *
   * @param causes one for each node that was asked, {@code uri: cause}
   * @param retryAfter how long to wait before trying again
   */
  record NotTaken(List<String> causes, Duration retryAfter) implements Submission {

    public NotTaken {
      causes = List.copyOf(causes);
    }
  }
}
