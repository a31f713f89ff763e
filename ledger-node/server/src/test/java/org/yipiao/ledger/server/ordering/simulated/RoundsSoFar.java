package org.yipiao.ledger.server.ordering.simulated;

import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;

/** The rounds that were ordered; a number of rounds stands for the first so many of them. */
final class RoundsSoFar {

  private final List<OrderedRound> rounds = new ArrayList<>();

  int count() {
    return rounds.size();
  }

  /** The round after the first so many. */
  OrderedRound after(int count) {
    return rounds.get(count);
  }

  List<OrderedRound> all() {
    return List.copyOf(rounds);
  }

  /**
   * Adds one.
   *
   * @param step by how much its number is above the last one's
   */
  void add(long step, long timeNanos, List<OrderedPayload> payloads) {
    int count = count();
    rounds.add(OrderedRound.after(hash(count), number(count) + step, timeNanos, payloads));
  }

  /** The number of the last of the first so many, 0 before the first. */
  long number(int count) {
    return count == 0 ? 0 : rounds.get(count - 1).number();
  }

  /** The order hash after the first so many. */
  byte[] hash(int count) {
    return count == 0 ? OrderHash.genesis() : rounds.get(count - 1).orderHash();
  }
}
