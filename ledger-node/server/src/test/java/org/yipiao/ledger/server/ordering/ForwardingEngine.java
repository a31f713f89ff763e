package org.yipiao.ledger.server.ordering;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/**
 * An engine in front of another one, to which it leaves all but what is submitted. What is to go
 * first is submitted like the rest.
 */
public abstract class ForwardingEngine implements OrderingEngine {

  protected final OrderingEngine engine;

  protected ForwardingEngine(OrderingEngine engine) {
    this.engine = engine;
  }

  @Override
  public void start(OrderingListener listener) {
    engine.start(listener);
  }

  /** Submits several in place of one; whether all were taken. */
  protected final boolean submitAll(Iterable<byte[]> payloads) {
    boolean taken = true;
    for (byte[] payload : payloads) {
      taken &= engine.submit(payload);
    }
    return taken;
  }

  @Override
  public final EngineStatus status() {
    return engine.status();
  }

  @Override
  public final Optional<Trouble> trouble() {
    return engine.trouble();
  }

  @Override
  public final Duration unhealthyFor() {
    return engine.unhealthyFor();
  }

  @Override
  public final long epoch() {
    return engine.epoch();
  }

  @Override
  public final SortedSet<Integer> validators() {
    return engine.validators();
  }

  @Override
  public final Duration silent(int member) {
    return engine.silent(member);
  }

  @Override
  public final void idle(boolean idle) {
    engine.idle(idle);
  }

  @Override
  public final void close() {
    engine.close();
  }
}
