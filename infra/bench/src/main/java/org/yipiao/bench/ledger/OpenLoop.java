package org.yipiao.bench.ledger;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;

/**
 * Load whose pace does not depend on the answers. Every batch is due at a moment that is fixed
 * before the run, and its times count from that moment, not from when it was really sent: what a
 * stalled ledger keeps back counts as slow (no coordinated omission). A later transaction of the
 * same invoices is due the moment the one before it is final.
 */
final class OpenLoop {

  /** Signed ahead, so that the driver's signing delays nothing. */
  private static final int SIGNED_AHEAD = 64;

  /** What is due beyond that waits in the driver, and its time runs. */
  private static final int MOST_UNDER_WAY = 4_000;

  private static final int FAILURES_KEPT = 20;

  /** Times are told apart by when they began, too: a mean over minutes hides a bad moment. */
  static final int STRETCH_SECONDS = 10;

  private final NodeCalls nodes;
  private final Batches batches;
  private final Batches.Course course;
  private final LedgerOptions.Step step;
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final Queue<Long> acceptedMicros = new ConcurrentLinkedQueue<>();
  private final Queue<Latencies.Taken> finalTimes = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<TransactionRef> refs = new ConcurrentLinkedQueue<>();
  private final AtomicLong finalOperations = new AtomicLong();
  private final AtomicLong finalInTime = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile long begin;
  private volatile long end;

  /** A batch whose first transaction is signed. */
  private record Ready(long first, SignedTransaction transaction) {}

  OpenLoop(NodeCalls nodes, Batches batches, Batches.Course course, LedgerOptions.Step step) {
    this.nodes = nodes;
    this.batches = batches;
    this.course = course;
    this.step = step;
  }

  /**
   * What became of one stretch of load.
   *
   * @param finalOperations applied and final, also those after the end
   * @param finalInTime of those, the ones before the end of the stretch
   * @param tookNanos from the first due moment until the last was final
   * @param course finality every {@link #STRETCH_SECONDS} seconds
   * @param refs of the transactions that became final
   */
  record Driven(
      long offered,
      long finalOperations,
      long finalInTime,
      long failedTransactions,
      long tookNanos,
      Latencies accepted,
      Latencies finality,
      List<Latencies> course,
      List<TransactionRef> refs,
      List<String> failures) {}

  /** Runs for so long, then waits until all that was due is final or has failed. */
  Driven run(int seconds) throws InterruptedException {
    long interval =
        TimeUnit.SECONDS.toNanos(1) * step.batch() * course.transactions() / step.perSecond();
    long count = Math.max(1, TimeUnit.SECONDS.toNanos(seconds) / interval);
    var signed = new ArrayBlockingQueue<Ready>(SIGNED_AHEAD);
    try (ExecutorService work = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> signing =
          work.submit(() -> {
            for (long i = 0; i < count; i++) {
              long first = batches.take(step.batch());
              signed.put(new Ready(first, batches.transaction(0, first, step.batch())));
            }
            return count;
          });
      begin = System.nanoTime();
      end = begin + TimeUnit.SECONDS.toNanos(seconds);
      for (long i = 0; i < count; i++) {
        Ready ready = next(signed, signing);
        long due = begin + i * interval;
        park(due);
        room.acquire();
        work.execute(() -> follow(ready, due));
      }
    }
    return driven(count * step.batch() * course.transactions(), System.nanoTime() - begin);
  }

  /** A failure to sign ends the run rather than leaving it waiting. */
  private static Ready next(BlockingQueue<Ready> signed, Future<Long> signing)
      throws InterruptedException {
    while (true) {
      Ready ready = signed.poll(1, TimeUnit.SECONDS);
      if (ready != null) {
        return ready;
      }
      if (signing.state() == Future.State.FAILED) {
        throw new IllegalStateException("cannot sign", signing.exceptionNow());
      }
    }
  }

  private Driven driven(long offered, long took) {
    return new Driven(
        offered,
        finalOperations.get(),
        finalInTime.get(),
        failed.get(),
        took,
        Latencies.ofMicros(acceptedMicros),
        Latencies.of(finalTimes),
        Latencies.every(STRETCH_SECONDS, finalTimes),
        List.copyOf(refs),
        List.copyOf(failures));
  }

  private static void park(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** One batch, from issue to the end of its course. */
  private void follow(Ready ready, long firstDue) {
    long due = firstDue;
    try {
      for (int i = 0; i < course.transactions(); i++) {
        var transaction =
            i == 0 ? ready.transaction() : batches.transaction(i, ready.first(), step.batch());
        due = hand(transaction, due);
      }
    } catch (IOException | RuntimeException failure) {
      fail(String.valueOf(failure.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      fail("interrupted");
    } finally {
      room.release();
    }
  }

  /** Until it is final; then is when the next one is due. */
  private long hand(SignedTransaction transaction, long due)
      throws IOException, InterruptedException {
    URI node = nodes.submit(transaction.bytes());
    acceptedMicros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
    TransactionRef ref = TransactionRef.of(transaction);
    int applied = nodes.awaitFinal(node, ref);
    long now = System.nanoTime();
    finalTimes.add(
        new Latencies.Taken(
            (int) TimeUnit.NANOSECONDS.toSeconds(due - begin),
            TimeUnit.NANOSECONDS.toMicros(now - due)));
    finalOperations.addAndGet(applied);
    if (now - end <= 0) {
      finalInTime.addAndGet(applied);
    }
    if (applied < step.batch()) {
      fail(step.batch() - applied + " operations of a batch were not applied");
    }
    refs.add(ref);
    return now;
  }

  private void fail(String cause) {
    failed.incrementAndGet();
    if (failures.size() < FAILURES_KEPT) {
      failures.add(cause);
    }
  }
}
