package org.yipiao.ledger.server.ordering;

/** Takes no round. */
public final class FailingListener implements OrderingListener {

  @Override
  public void onResume(long lastRound, byte[] orderHash) {}

  @Override
  public void onRound(OrderedRound round) {
    throw new IllegalStateException("this listener takes no round");
  }

  @Override
  public void onPayloadSeen(byte[] payload, int creatorMember) {}

  @Override
  public void onGap(long lastRound, byte[] orderHash) {}

  @Override
  public void onStatus(EngineStatus status) {}
}
