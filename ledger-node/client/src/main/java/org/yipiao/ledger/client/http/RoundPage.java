package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * Answer of {@code GET /v1/rounds}: ordered rounds in descending order, for a validator that missed
 * them. They prove themselves by the order hash of the consensus engine's state.
 *
 * @param rounds Base64 of their bytes; fewer than asked for, or none, when the node has no more
 */
public record RoundPage(List<String> rounds) {

  public RoundPage {
    rounds = List.copyOf(rounds);
  }
}
