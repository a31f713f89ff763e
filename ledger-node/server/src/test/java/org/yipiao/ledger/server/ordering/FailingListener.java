package org.yipiao.ledger.server.ordering;

import java.util.concurrent.atomic.AtomicLong;

/** Takes no round, and remembers the first that it was offered. */
public final class FailingListener implements OrderingListener {

  private final AtomicLong refused = new AtomicLong();

  @Override
  public void onResume(long lastRound, byte[] orderHash) {}

  @Override
  public void onRound(OrderedRound round) {
    refused.compareAndSet(0, round.number());
    throw new IllegalStateException("this listener takes no round");
  }

  @Override
  public void onSaving() {}

  @Override
  public void onPayloadSeen(byte[] payload, int creatorMember) {}

  @Override
  public void onGap(long lastRound, byte[] orderHash) {}

  @Override
  public void onStatus(EngineStatus status) {}

  /** The first round that was offered, 0 when none was. */
  public long refused() {
    return refused.get();
  }
}
