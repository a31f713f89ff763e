package org.yipiao.edge.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * The memory that all bodies on their way have together. Clients decide how many send at one time
 * and how slowly; what they can fill must not be the heap.
 */
final class BodyRoom {

  private static final int KIB = 1024;

  private final Semaphore kibibytes;

  BodyRoom(int most, MeterRegistry metrics) {
    this.kibibytes = new Semaphore(most);
    metrics.gauge(
        "yipiao.edge.body.bytes",
        kibibytes,
        left -> (double) KIB * (most - left.availablePermits()));
  }

  /** There is none for more of a body. */
  static final class FullException extends IOException {
    FullException() {
      super("no room for more of the body");
    }
  }

  /** What one body has of it; nothing at first. Of one thread alone. */
  final class Share implements AutoCloseable {

    private int taken;

    private Share() {}

    /**
     * @param bytes how much more of the body will be in memory
     */
    void grow(int bytes) throws FullException {
      int more = (bytes + KIB - 1) / KIB;
      if (!kibibytes.tryAcquire(more)) {
        throw new FullException();
      }
      taken += more;
    }

    /** Nothing of the body is in memory any more. */
    @Override
    public void close() {
      kibibytes.release(taken);
      taken = 0;
    }
  }

  Share share() {
    return new Share();
  }
}
