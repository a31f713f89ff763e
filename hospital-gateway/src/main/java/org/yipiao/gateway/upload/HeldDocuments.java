package org.yipiao.gateway.upload;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpoolException;

/** Sends documents again that were put off, once their time has come. */
final class HeldDocuments implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeldDocuments.class);

  /** Documents released in one write. */
  private static final int GROUP = UploadSettings.MAX_BATCH;

  private final Spool spool;
  private final WaitingDocuments waiting;
  private final UploadSettings settings;
  private final InstantSource time;
  private final Thread releaser = Thread.ofVirtual().name("upload-held").unstarted(this::run);

  HeldDocuments(
      Spool spool, WaitingDocuments waiting, UploadSettings settings, InstantSource time) {
    this.spool = spool;
    this.waiting = waiting;
    this.settings = settings;
    this.time = time;
  }

  void start() {
    releaser.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        int group = GROUP;
        while (group == GROUP) {
          group = release();
        }
        TimeUnit.MILLISECONDS.sleep(settings.firstHold().toMillis());
      } catch (InterruptedException e) {
        return;
      } catch (SpoolException e) {
        LOG.error("documents that were put off cannot be sent again", e);
        return;
      }
    }
  }

  private int release() {
    List<Long> released = spool.releaseDue(time.instant(), GROUP);
    released.stream().min(Long::compare).ifPresent(waiting::startOver);
    return released.size();
  }

  /** Lets one go ahead at once; false unless it was quarantined or put off. */
  boolean retry(long sequence) {
    boolean known = spool.retry(sequence);
    if (known) {
      waiting.startOver(sequence);
    }
    return known;
  }

  @Override
  public void close() {
    releaser.interrupt();
    try {
      releaser.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
