package org.yipiao.gateway.spool;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the documents of invoices that have been final for long enough: the register has them, and
 * a hospital's counter is no archive of its patients.
 */
public final class Retention implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  /** Documents dropped in one write. */
  private static final int GROUP = 500;

  private final Spool spool;
  private final Duration retention;
  private final InstantSource time;
  private final Thread sweeper = Thread.ofVirtual().name("spool-retention").unstarted(this::sweep);

  public Retention(Spool spool, Duration retention, InstantSource time) {
    if (retention.isNegative()) {
      throw new IllegalArgumentException("documents are kept for a while, or not at all");
    }
    this.spool = spool;
    this.retention = retention;
    this.time = time;
  }

  public void start() {
    sweeper.start();
  }

  /** Drops all that is due now; how many documents. */
  long dropDue() {
    long dropped = 0;
    int group = GROUP;
    while (group == GROUP) {
      group = spool.prune(time.instant().minus(retention), GROUP);
      dropped += group;
    }
    return dropped;
  }

  private void sweep() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        long dropped = dropDue();
        if (dropped > 0) {
          LOG.info("{} documents of final invoices were dropped", dropped);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        return;
      } catch (SpoolException e) {
        LOG.error("documents of final invoices cannot be dropped", e);
        return;
      }
    }
  }

  @Override
  public void close() {
    sweeper.interrupt();
    try {
      sweeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
