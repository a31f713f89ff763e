package org.yipiao.ledger.server.node;

import java.util.List;
import java.util.function.Function;
import org.yipiao.ledger.server.ordering.ForwardingEngine;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/** An engine that is given something else than what its node hands over. */
final class LyingEngine extends ForwardingEngine {

  private final Function<byte[], List<byte[]>> said;
  private final Object turn;

  /**
   * @param said what is ordered in place of a payload
   * @param turn held while something is submitted: a node may do so from a thread of its own, and
   *     the engine is for one at a time
   */
  LyingEngine(OrderingEngine engine, Function<byte[], List<byte[]>> said, Object turn) {
    super(engine);
    this.said = said;
    this.turn = turn;
  }

  @Override
  public boolean submit(byte[] payload) {
    synchronized (turn) {
      return submitAll(said.apply(payload));
    }
  }
}
