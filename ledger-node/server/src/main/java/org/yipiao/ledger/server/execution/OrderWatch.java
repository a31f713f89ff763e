package org.yipiao.ledger.server.execution;

import java.time.Duration;
import java.util.ArrayDeque;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.lies.OutdatedOrders;

/**
 * Tells who orders what no honest validator orders, and who orders what was settled long before.
 * Nothing of it has an effect in the order.
 *
 * <p>A client may submit to two validators at once, and a transaction may expire on its way: one
 * copy, and one that has just expired, say nothing of who ordered it. But whoever has executed a
 * block orders nothing more of what it settled. So what counts is what was settled by a block that
 * the log has had for {@link #KNOWN_AFTER} of its own time. An honest validator still orders that
 * when it was restarted, cut off or slow for so long.
 *
 * <p>It knows the blocks since the start alone, and counts the less until they are so old. For one
 * thread.
 */
public final class OrderWatch {

  /** A node whose oldest transaction waits for longer takes no more, so whoever takes any knows. */
  static final Duration KNOWN_AFTER = Duration.ofSeconds(10);

  private static final Head NONE = new Head(Long.MIN_VALUE, 0);

  /** When a block was closed, and the log's size with it. */
  private record Head(long nanos, long size) {}

  private final Lies lies;
  private final OutdatedOrders outdated;
  private final ArrayDeque<Head> recent = new ArrayDeque<>();
  private Head known = NONE;

  public OrderWatch(Lies lies, OutdatedOrders outdated) {
    this.lies = lies;
    this.outdated = outdated;
  }

  /** Where nobody is to be named, as when a log is executed again. */
  public static OrderWatch ofNobody() {
    return new OrderWatch(Lies.ofNobody(), OutdatedOrders.ofNobody());
  }

  /** The block that follows this head begins. */
  void after(LedgerHead head) {
    recent.addLast(new Head(head.timeNanos(), head.tree().size()));
    known(head.timeNanos());
  }

  /** A member did what no honest one does. */
  void lied(int member, LieKind kind) {
    lies.told(member, kind);
  }

  /** The rest of what a validator ordered in this round is passed over. */
  void exceeded(int creator) {
    outdated.told(creator, OutdatedOrder.EXCESS);
  }

  /**
   * A validator ordered a copy.
   *
   * @param firstLeaf of what was executed
   * @param nanos consensus time of the copy's round, never lower than before
   */
  void repeated(int creator, long firstLeaf, long nanos) {
    if (firstLeaf < known(nanos).size()) {
      outdated.told(creator, OutdatedOrder.REPEATED);
    }
  }

  /**
   * A validator ordered what had expired with a block before.
   *
   * @param nanos consensus time of the round, never lower than before
   */
  void late(int creator, long expiryNanos, long nanos) {
    if (expiryNanos <= known(nanos).nanos()) {
      outdated.told(creator, OutdatedOrder.LATE);
    }
  }

  /** The last block that is old enough. */
  private Head known(long nanos) {
    long latest = nanos - KNOWN_AFTER.toNanos();
    for (Head next = recent.peekFirst();
        next != null && next.nanos() <= latest;
        next = recent.peekFirst()) {
      known = recent.removeFirst();
    }
    return known;
  }
}
