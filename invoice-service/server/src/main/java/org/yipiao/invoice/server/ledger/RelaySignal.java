package org.yipiao.invoice.server.ledger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the relay when there is work, so that it need not look often. */
@Component
class RelaySignal {

  private final Semaphore work = new Semaphore(0);

  void wake() {
    work.release();
  }

  /** Waits for work, at most that long. */
  void await(Duration atMost) throws InterruptedException {
    if (work.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      work.drainPermits();
    }
  }
}
