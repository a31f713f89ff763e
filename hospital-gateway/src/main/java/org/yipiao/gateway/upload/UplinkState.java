package org.yipiao.gateway.upload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;

/** Whether the register can be reached, for health and metrics. */
public final class UplinkState {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkState.class);

  private final InstantSource time;
  private final Finished finished;
  private volatile @Nullable Failure failure;
  private volatile @Nullable Instant lastReached;

  /** Told of each document that has come to an end. */
  @FunctionalInterface
  public interface Finished {
    void document(SpooledDocument document, Progress progress);
  }

  /**
   * The last attempt failed.
   *
   * @param since when the first attempt in a row failed
   */
  public record Failure(Instant since, String cause) {}

  public UplinkState(InstantSource time, Finished finished) {
    this.time = time;
    this.finished = finished;
  }

  void reached() {
    lastReached = time.instant();
    Failure over = failure;
    if (over != null) {
      failure = null;
      LOG.info("the uplink works again; it failed since {}", over.since());
    }
  }

  void failed(String cause) {
    Failure known = failure;
    if (known == null) {
      LOG.warn("the uplink fails: {}", cause);
    }
    failure = new Failure(known == null ? time.instant() : known.since(), cause);
  }

  void finished(List<SpooledDocument> documents, List<Spool.Resolution> resolutions) {
    for (int i = 0; i < documents.size(); i++) {
      finished.document(documents.get(i), resolutions.get(i).progress());
    }
  }

  /** The failure that lasts, if any. */
  public @Nullable Failure failure() {
    return failure;
  }

  /** When the register last answered. */
  public @Nullable Instant lastReached() {
    return lastReached;
  }
}
