package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.OrderingListener;

/** What a node has while its member is none of the validators that order. */
final class NoEngine implements OrderingEngine {

  private volatile EngineStatus status;
  private volatile @Nullable Trouble trouble;

  NoEngine() {
    this(EngineStatus.WAITING);
  }

  NoEngine(EngineStatus status) {
    this.status = status;
  }

  /** It fails for that reason. */
  void fails(Trouble met) {
    trouble = met;
    status = EngineStatus.FAILED;
  }

  /** What it is said to do from now on. */
  void becomes(EngineStatus next) {
    status = next;
  }

  @Override
  public void start(OrderingListener listener) {
    // Nothing is ever told.
  }

  @Override
  public boolean submit(byte[] payload) {
    return false;
  }

  @Override
  public EngineStatus status() {
    return status;
  }

  @Override
  public Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public Duration unhealthyFor() {
    return Duration.ZERO;
  }

  @Override
  public SortedSet<Integer> validators() {
    return Collections.unmodifiableSortedSet(new TreeSet<>());
  }

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public void idle(boolean idle) {
    // It makes no rounds anyway.
  }

  @Override
  public void close() {
    // Nothing runs.
  }
}
