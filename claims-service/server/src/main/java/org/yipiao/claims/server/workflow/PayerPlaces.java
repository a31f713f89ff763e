package org.yipiao.claims.server.workflow;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yipiao.platform.id.TenantId;

/** How many claims of one payer are worked on at the same time; no other payer's count here. */
final class PayerPlaces {

  private final TenantId payer;
  private final int size;
  private final Semaphore free;
  private final AtomicBoolean wanted = new AtomicBoolean();

  PayerPlaces(TenantId payer, int size) {
    this.payer = payer;
    this.size = size;
    this.free = new Semaphore(size);
  }

  TenantId payer() {
    return payer;
  }

  int size() {
    return size;
  }

  /** Whether one is free; when none is, that one was wanted is remembered. */
  boolean anyFree() {
    boolean any = free.availablePermits() > 0;
    if (!any) {
      wanted.set(true);
    }
    return any;
  }

  /** Takes one without waiting; when none is free, that one was wanted is remembered. */
  boolean take() {
    boolean taken = free.tryAcquire();
    if (!taken) {
      wanted.set(true);
    }
    return taken;
  }

  /** Gives one back, and says whether one was wanted meanwhile. */
  boolean giveBack() {
    free.release();
    return wanted.getAndSet(false);
  }
}
