package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.Progress;
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
  private final Register register;
  private final BatchSigner signer;
  private final UploadSettings settings;
  private final InstantSource time;
  private final UplinkState uplink;
  private final Semaphore slots;
  private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stored = lock.newCondition();
  private final Thread dispatcher;
  private long nextSequence;
  private int batchLimit;
  private volatile boolean closed;

  public Uploader(
      Spool spool,
      Register register,
      BatchSigner signer,
      UploadSettings settings,
      InstantSource time,
      UplinkState uplink) {
    this.spool = spool;
    this.register = register;
    this.signer = signer;
    this.settings = settings;
    this.time = time;
    this.uplink = uplink;
    this.slots = new Semaphore(settings.maxInFlight());
    this.batchLimit = settings.maxBatch();
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
  }

  /** Tells that documents were stored. */
  public void wake() {
    lock.lock();
    try {
      stored.signalAll();
    } finally {
      lock.unlock();
    }
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

  /** Waits for documents, and a moment for more, and stores them as a signed batch. */
  private PendingBatch nextBatch() throws InterruptedException {
    List<Long> sequences = waiting();
    if (sequences.size() < limit() && settings.linger().isPositive()) {
      TimeUnit.NANOSECONDS.sleep(settings.linger().toNanos());
      sequences = spool.waiting(from(), limit());
    }
    List<SpooledDocument> documents = new ArrayList<>(sequences.size());
    long bytes = 0;
    for (long sequence : sequences) {
      SpooledDocument document =
          spool
              .document(sequence)
              .orElseThrow(() -> new IllegalStateException("a waiting document is stored"));
      bytes += document.document().length();
      if (!documents.isEmpty() && bytes > settings.maxBatchBytes()) {
        break;
      }
      documents.add(document);
    }
    PendingBatch batch = signer.sign(documents, time.instant());
    spool.addBatch(batch);
    sentUpTo(documents.getLast().sequence());
    return batch;
  }

  private List<Long> waiting() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      List<Long> sequences = spool.waiting(nextSequence, batchLimit);
      while (sequences.isEmpty()) {
        stored.await();
        sequences = spool.waiting(nextSequence, batchLimit);
      }
      return sequences;
    } finally {
      lock.unlock();
    }
  }

  private long from() {
    lock.lock();
    try {
      return nextSequence;
    } finally {
      lock.unlock();
    }
  }

  private int limit() {
    lock.lock();
    try {
      return batchLimit;
    } finally {
      lock.unlock();
    }
  }

  private void sentUpTo(long sequence) {
    lock.lock();
    try {
      nextSequence = sequence + 1;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(PendingBatch batch, boolean counted) {
    try {
      List<SpooledDocument> documents =
          batch.sequences().stream()
              .map(sequence -> spool.document(sequence).orElseThrow())
              .toList();
      new Delivery(batch, documents).run();
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

  /** One batch on its way. */
  private final class Delivery {

    private final PendingBatch batch;
    private final List<SpooledDocument> documents;
    private final Backoff backoff =
        new Backoff(settings.firstRetry(), settings.longestRetry(), signer.random());

    Delivery(PendingBatch batch, List<SpooledDocument> documents) {
      this.batch = batch;
      this.documents = documents;
    }

    void run() throws InterruptedException {
      while (!post()) {}
    }

    /** Whether the batch is finished; otherwise it has to be posted again. */
    private boolean post() throws InterruptedException {
      return switch (register.post(batch, documents)) {
        case Register.Posted.Taken() -> {
          reached();
          yield follow();
        }
        case Register.Posted.DocumentsRefused(List<Register.DocumentRefusal> refusals) -> {
          reached();
          finish(refusals, new Progress.Accepted());
          yield true;
        }
        case Register.Posted.TransactionExpired() -> {
          reached();
          yield signAnew();
        }
        case Register.Posted.TooLarge() -> {
          reached();
          yield split();
        }
        case Register.Posted.Unavailable(var cause, var retryAfter) -> {
          uplink.failed(cause);
          TimeUnit.MILLISECONDS.sleep(backoff.next(retryAfter).toMillis());
          yield expiredUnseen();
        }
      };
    }

    private boolean follow() throws InterruptedException {
      while (true) {
        switch (register.state(batch.id(), settings.statusWait())) {
          case Register.BatchState.UnderWay() -> reached();
          case Register.BatchState.Final(Instant at, var refusals) -> {
            reached();
            finish(refusals, new Progress.Final(at));
            return true;
          }
          case Register.BatchState.Expired() -> {
            reached();
            return signAnew();
          }
          case Register.BatchState.EnvelopeRefused(String cause) -> {
            uplink.failed("the ledger refuses the transaction: " + cause);
            TimeUnit.MILLISECONDS.sleep(settings.longestRetry().toMillis());
            return signAnew();
          }
          case Register.BatchState.Unknown() -> {
            reached();
            TimeUnit.MILLISECONDS.sleep(backoff.next(null).toMillis());
            return false;
          }
          case Register.BatchState.Unavailable(var cause, var retryAfter) -> {
            uplink.failed(cause);
            TimeUnit.MILLISECONDS.sleep(backoff.next(retryAfter).toMillis());
          }
        }
      }
    }

    private void reached() {
      backoff.succeeded();
      uplink.reached();
    }

    /**
     * After its expiry a batch that the register never stored would be refused for ever; one that
     * it stored is followed to its end. Only the register can tell which it is.
     */
    private boolean expiredUnseen() {
      if (time.instant().isBefore(batch.expiry())) {
        return false;
      }
      return register.state(batch.id(), Duration.ZERO) instanceof Register.BatchState.Unknown
          && signAnew();
    }

    private boolean signAnew() {
      LOG.info("batch {} expired; its documents are signed anew", batch.id());
      finish(List.of(), new Progress.Accepted());
      return true;
    }

    private boolean split() {
      if (documents.size() == 1) {
        finish(
            List.of(new Register.DocumentRefusal(0, "TOO_LARGE", "larger than a batch may be")),
            new Progress.Accepted());
        return true;
      }
      lock.lock();
      try {
        batchLimit = Math.max(1, documents.size() / 2);
      } finally {
        lock.unlock();
      }
      return signAnew();
    }

    /** Refused documents are quarantined, the others become {@code others}. */
    private void finish(List<Register.DocumentRefusal> refusals, Progress others) {
      Map<Integer, Register.DocumentRefusal> byIndex = new HashMap<>();
      refusals.forEach(refusal -> byIndex.put(refusal.index(), refusal));
      List<Spool.Resolution> resolutions = new ArrayList<>(documents.size());
      for (int i = 0; i < documents.size(); i++) {
        SpooledDocument document = documents.get(i);
        Register.DocumentRefusal refusal = byIndex.get(i);
        Progress progress = others;
        if (refusal != null) {
          progress = new Progress.Quarantined(time.instant(), refusal.code(), refusal.reason());
          LOG.error(
              "invoice {} is quarantined: {}: {}",
              document.invoiceId(),
              refusal.code(),
              refusal.reason());
        }
        resolutions.add(new Spool.Resolution(document.sequence(), progress));
      }
      spool.resolve(batch, resolutions);
      uplink.finished(documents, resolutions);
      if (others instanceof Progress.Accepted) {
        startOver(documents.getFirst().sequence());
      }
    }
  }

  /** Documents that wait again lie behind the place where the dispatcher looks. */
  private void startOver(long sequence) {
    lock.lock();
    try {
      nextSequence = Math.min(nextSequence, sequence);
      stored.signalAll();
    } finally {
      lock.unlock();
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
