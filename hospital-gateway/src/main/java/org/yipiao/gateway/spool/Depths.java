package org.yipiao.gateway.spool;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what lies in the spool, so that nobody has to look. */
final class Depths {

  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong inBatches = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();

  void counted(long waitingNow, long inBatchesNow, long heldNow, long quarantinedNow) {
    waiting.set(waitingNow);
    inBatches.set(inBatchesNow);
    held.set(heldNow);
    quarantined.set(quarantinedNow);
  }

  void accepted(int documents) {
    waiting.addAndGet(documents);
  }

  void batched(int documents) {
    waiting.addAndGet(-documents);
    inBatches.addAndGet(documents);
  }

  void resolved(Progress progress) {
    inBatches.decrementAndGet();
    switch (progress) {
      case Progress.Accepted _ -> waiting.incrementAndGet();
      case Progress.Held _ -> held.incrementAndGet();
      case Progress.Quarantined _ -> quarantined.incrementAndGet();
      case Progress.Final _ -> {}
    }
  }

  void released(int documents) {
    held.addAndGet(-documents);
    waiting.addAndGet(documents);
  }

  void pardoned() {
    quarantined.decrementAndGet();
    waiting.incrementAndGet();
  }

  Spool.Depth depth() {
    return new Spool.Depth(waiting.get(), inBatches.get(), held.get(), quarantined.get());
  }
}
