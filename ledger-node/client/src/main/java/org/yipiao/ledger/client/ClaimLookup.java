package org.yipiao.ledger.client;

import java.util.List;
import org.yipiao.ledger.client.http.ClaimStateView;

/** What the ledger holds under a payer's claim id: the word of f + 1 nodes, no proof. */
public sealed interface ClaimLookup {

  /** More nodes say so than may lie. */
  record Found(ClaimStateView state) implements ClaimLookup {}

  /** More nodes have never seen the claim id than may lie. */
  record NotKnown() implements ClaimLookup {}

  /**
   * Too few nodes answered, or they do not agree.
   *
   * @param causes {@code uri: cause}
   */
  record Undecided(List<String> causes) implements ClaimLookup {

    public Undecided {
      causes = List.copyOf(causes);
    }
  }
}
