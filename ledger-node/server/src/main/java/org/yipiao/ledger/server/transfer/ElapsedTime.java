package org.yipiao.ledger.server.transfer;

/** Time that only passes, whatever is done to the clock. */
@FunctionalInterface
public interface ElapsedTime {

  /** Nanoseconds since some moment; only their differences mean something. */
  long nanos();

  /** That of this process. */
  static ElapsedTime ofProcess() {
    return System::nanoTime;
  }
}
