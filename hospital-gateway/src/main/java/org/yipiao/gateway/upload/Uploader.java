package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;

/**
 * Brings spooled documents to the register until each is final or quarantined. A batch is stored
 * before it is sent and sent byte for byte until it is finished; its documents get a new
 * transaction only when the old one can never be ordered any more.
 */
public final class Uploader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);

  private final Spool spool;
  private final BatchSigner signer;
  private final UploadSettings settings;
  private final InstantSource time;
  private final UplinkState uplink;
  private final Semaphore slots;
  private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
  private final WaitingDocuments waiting;
  private final HeldDocuments held;
  private final Delivery.Way way;
  private final Thread dispatcher;
  private volatile boolean closed;

  public Uploader(
      Spool spool,
      Register register,
      BatchSigner signer,
      UploadSettings settings,
      InstantSource time,
      UplinkState uplink) {
    this.spool = spool;
    this.signer = signer;
    this.settings = settings;
    this.time = time;
    this.uplink = uplink;
    this.slots = new Semaphore(settings.maxInFlight());
    this.waiting = new WaitingDocuments(spool, settings);
    this.held = new HeldDocuments(spool, waiting, settings, time);
    this.way =
        new Delivery.Way(
            spool,
            register,
            signer,
            waiting,
            new PutOff(spool, register, settings, signer.random(), time),
            settings,
            signer.random(),
            time,
            uplink);
    this.dispatcher = Thread.ofVirtual().name("upload-dispatcher").unstarted(this::dispatch);
  }

  /** Goes on with the batches that were under way when the process ended, then with the rest. */
  public void start() {
    for (PendingBatch batch : spool.batches()) {
      // More may be under way than there are places now; then none is free until they are done.
      boolean counted = slots.tryAcquire();
      deliveries.execute(() -> deliver(batch, counted));
    }
    dispatcher.start();
    held.start();
  }

  /**
   * Sends a document again that was refused or put off, because a person saw to the cause.
   *
   * @return false unless it was either
   */
  public boolean retry(long sequence) {
    return held.retry(sequence);
  }

  /** Tells that documents were stored. */
  public void wake() {
    waiting.wake();
  }

  private void dispatch() {
    while (!closed) {
      try {
        slots.acquire();
        PendingBatch batch = nextBatch();
        deliveries.execute(() -> deliver(batch, true));
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        slots.release();
        if (closed) {
          return;
        }
        LOG.error("a batch could not be made", e);
        uplink.failed("a batch could not be made: " + e.getClass().getSimpleName());
        pause(settings.longestRetry());
      }
    }
  }

  private PendingBatch nextBatch() throws InterruptedException {
    List<SpooledDocument> documents = waiting.next();
    PendingBatch batch = signer.sign(documents, time.instant());
    spool.addBatch(batch);
    waiting.takenUpTo(documents.getLast().sequence());
    return batch;
  }

  private void deliver(PendingBatch batch, boolean counted) {
    try {
      Deque<PendingBatch> under = new ArrayDeque<>(List.of(batch));
      while (!under.isEmpty()) {
        PendingBatch next = under.removeFirst();
        List<SpooledDocument> documents =
            next.sequences().stream()
                .map(sequence -> spool.document(sequence).orElseThrow())
                .toList();
        new Delivery(way, next, documents).run().reversed().forEach(under::addFirst);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The batch stays in the spool and is taken up again at the next start.
      LOG.error("batch {} is stuck", batch.id(), e);
      uplink.failed("a batch is stuck: " + e.getClass().getSimpleName());
    } finally {
      if (counted) {
        slots.release();
      }
    }
  }

  private static void pause(Duration delay) {
    try {
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops at once; what is under way goes on at the next start. */
  @Override
  public void close() {
    closed = true;
    held.close();
    dispatcher.interrupt();
    deliveries.shutdownNow();
    try {
      dispatcher.join();
      if (!deliveries.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a delivery did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
