package org.yipiao.ledger.server.ordering.hiero;

import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.ordering.RecordingListener;

/** Remembers the order hash of each round and no payload, for loads that no memory holds. */
final class RoundHashes implements OrderingListener {

  private final ConcurrentSkipListMap<Long, String> hashes = new ConcurrentSkipListMap<>();
  private final AtomicInteger payloads = new AtomicInteger();

  /** How many were ordered. */
  int payloads() {
    return payloads.get();
  }

  /** Of the rounds after that one, in hexadecimal digits. */
  SortedMap<Long, String> after(long round) {
    return hashes.tailMap(round, false);
  }

  @Override
  public void onResume(long lastRound, byte[] orderHash) {}

  @Override
  public void onRound(OrderedRound round) {
    payloads.addAndGet(round.payloads().size());
    hashes.put(round.number(), RecordingListener.hex(round.orderHash()));
  }

  @Override
  public void onSaving() {}

  @Override
  public void onPayloadSeen(byte[] payload, int creatorMember) {}

  @Override
  public void onGap(long lastRound, byte[] orderHash) {}

  @Override
  public void onStatus(EngineStatus status) {}
}
