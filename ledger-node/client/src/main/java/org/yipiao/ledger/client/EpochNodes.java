package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;

/** Nodes that are asked for what proves a ledger's epochs, {@code GET /v1/epochs}. */
final class EpochNodes implements AutoCloseable {

  private static final Duration ONE_ANSWER = Duration.ofSeconds(3);

  /** More than a ledger has; each page brings one change at least. */
  private static final int MOST_PAGES = 1_000;

  private final NodeExchange http;
  private final LongSupplier nanoTime;
  private final NodeTurn turn;

  EpochNodes(List<URI> nodes, NodeExchange http, LongSupplier nanoTime) {
    this.turn = new NodeTurn(nodes);
    this.http = http;
    this.nanoTime = nanoTime;
  }

  /** All of them, each time another one first. */
  List<URI> inTurn() {
    List<URI> order = turn.order();
    order.stream().findFirst().ifPresent(turn::avoid);
    return order;
  }

  /**
   * What a node says, change by change, until it has no more, makes no sense, or is not wanted any
   * more.
   *
   * @param from number of the first epoch that is asked for
   * @param deadline by the clock of this object
   * @param wanted takes a change and says whether the next one is wanted
   * @return whether it said anything that makes sense
   */
  boolean changes(URI node, long from, long deadline, Predicate<EpochChange> wanted) {
    long next = from;
    for (int page = 0; page < MOST_PAGES; page++) {
      long left = deadline - nanoTime.getAsLong();
      if (left <= 0) {
        return page > 0;
      }
      var wait = Duration.ofNanos(Math.min(left, ONE_ANSWER.toNanos()));
      var answer = http.get(node, "v1/epochs?from=" + next, wait);
      var read = HttpLedgerClient.read(answer, node, EpochPage.class, new ArrayList<>());
      if (read.isEmpty() || read.get().changes().size() > EpochPage.MOST) {
        return page > 0;
      }
      for (String change : read.get().changes()) {
        if (!isWanted(change, wanted)) {
          return true;
        }
        next++;
      }
      if (read.get().changes().isEmpty() || next > read.get().last()) {
        return true;
      }
    }
    return true;
  }

  private static boolean isWanted(String change, Predicate<EpochChange> wanted) {
    try {
      return wanted.test(EpochChange.decode(Base64.getDecoder().decode(change)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
