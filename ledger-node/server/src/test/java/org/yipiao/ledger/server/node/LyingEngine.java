package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.OrderingListener;

/** An engine that is given something else than what its node hands over. */
final class LyingEngine implements OrderingEngine {

  private final OrderingEngine engine;
  private final Function<byte[], List<byte[]>> said;
  private final Object turn;

  /**
   * @param said what is ordered in place of a payload
   * @param turn held while something is submitted: a node may do so from a thread of its own, and
   *     the engine is for one at a time
   */
  LyingEngine(OrderingEngine engine, Function<byte[], List<byte[]>> said, Object turn) {
    this.engine = engine;
    this.said = said;
    this.turn = turn;
  }

  @Override
  public void start(OrderingListener listener) {
    engine.start(listener);
  }

  @Override
  public boolean submit(byte[] payload) {
    synchronized (turn) {
      boolean taken = true;
      for (byte[] other : said.apply(payload)) {
        taken &= engine.submit(other);
      }
      return taken;
    }
  }

  @Override
  public EngineStatus status() {
    return engine.status();
  }

  @Override
  public Duration unhealthyFor() {
    return engine.unhealthyFor();
  }

  @Override
  public SortedSet<Integer> validators() {
    return engine.validators();
  }

  @Override
  public void idle(boolean idle) {
    engine.idle(idle);
  }

  @Override
  public void close() {
    engine.close();
  }
}
