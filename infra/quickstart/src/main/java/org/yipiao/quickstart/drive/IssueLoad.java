package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.InvoiceId;

/**
 * Issues many bills over MLLP at a steady pace (open loop: the pace does not wait for answers) and
 * follows them to their verified proofs.
 */
public final class IssueLoad {

  private static final int FOLLOWED_AT_ONCE = 256;

  private final Hospital hospital;
  private final InvoiceWatch watch;
  private final Tally tally;
  private final int connections;
  private final int followEvery;

  /** Over 8 connections, every bill followed to its proof. */
  public IssueLoad(Hospital hospital, InvoiceWatch watch, Tally tally) {
    this(hospital, watch, tally, 8, 1);
  }

  /**
   * @param connections over which bills are handed in, each one bill at a time
   * @param followEvery 1 follows each accepted bill to its proof, 10 each tenth
   */
  public IssueLoad(
      Hospital hospital, InvoiceWatch watch, Tally tally, int connections, int followEvery) {
    this.hospital = hospital;
    this.watch = watch;
    this.tally = tally;
    this.connections = connections;
    this.followEvery = followEvery;
  }

  /**
   * Runs to the last verified proof, or until {@code atMost} is over.
   *
   * @param perSecond bills handed in each second
   * @param bills the n-th bill; asked for by the calling thread alone
   * @param handedOut run when the last bill is on its way and only answers and proofs are awaited
   */
  public void run(
      int count, int perSecond, IntFunction<Bill> bills, Duration atMost, Runnable handedOut)
      throws InterruptedException {
    BlockingQueue<Bill> due = new ArrayBlockingQueue<>(connections * 4);
    Semaphore followed = new Semaphore(FOLLOWED_AT_ONCE);
    AtomicInteger open = new AtomicInteger(count);
    AtomicInteger accepted = new AtomicInteger();
    Instant deadline = Instant.now().plus(atMost);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < connections; i++) {
        threads.execute(() -> serve(due, threads, followed, open, accepted));
      }
      try {
        if (handOut(count, perSecond, bills, due, deadline)) {
          handedOut.run();
        }
        while (open.get() > 0 && Instant.now().isBefore(deadline)) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
      } finally {
        // The connections wait for bills for ever, also after an interrupt.
        threads.shutdownNow();
      }
      if (open.get() > 0) {
        tally.failed(open.get() + " of " + count + " bills were not final within " + atMost);
      }
    }
  }

  /** False when it gave up at the deadline: connections that broke take no more bills. */
  private static boolean handOut(
      int count, int perSecond, IntFunction<Bill> bills, BlockingQueue<Bill> due, Instant deadline)
      throws InterruptedException {
    long start = System.nanoTime();
    for (int n = 0; n < count; n++) {
      pace(start, n, perSecond);
      long left = Duration.between(Instant.now(), deadline).toMillis();
      if (!due.offer(bills.apply(n), left, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private static void pace(long startNanos, int n, int perSecond) {
    long at = startNanos + TimeUnit.SECONDS.toNanos(1) * n / perSecond;
    long wait = at - System.nanoTime();
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  private void serve(
      BlockingQueue<Bill> due,
      ExecutorService threads,
      Semaphore followed,
      AtomicInteger open,
      AtomicInteger accepted) {
    try (MllpConnection connection = hospital.connect()) {
      while (!Thread.currentThread().isInterrupted()) {
        Bill bill = due.take();
        Instant handedIn = Instant.now();
        Acknowledgement answer = handIn(connection, bill);
        InvoiceId invoice = answer == null ? null : answer.invoice();
        if (invoice == null || accepted.getAndIncrement() % followEvery != 0) {
          open.decrementAndGet();
          continue;
        }
        followed.acquire();
        threads.execute(() -> follow(invoice, handedIn, followed, open));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      tally.failed("MLLP connection: " + e.getMessage());
    } catch (RuntimeException | Error broken) {
      tally.failed("a connection takes no more bills: " + broken);
      throw broken;
    }
  }

  private void follow(InvoiceId invoice, Instant handedIn, Semaphore followed, AtomicInteger open) {
    try {
      watch.untilVerified(hospital, invoice, handedIn).ifPresent(tally::verified);
    } catch (RuntimeException | Error broken) {
      tally.failed("invoice " + invoice + " was not followed to its end: " + broken);
      throw broken;
    } finally {
      followed.release();
      open.decrementAndGet();
    }
  }

  private @Nullable Acknowledgement handIn(MllpConnection connection, Bill bill) {
    try {
      Acknowledgement answer = Acknowledgement.parse(connection.exchange(bill.toHl7()));
      if (answer.accepted()) {
        tally.accepted();
      } else {
        tally.refused();
        tally.failed("a bill was refused: " + answer.code() + " " + answer.reason());
      }
      return answer;
    } catch (IOException e) {
      tally.failed("a bill got no answer: " + e.getMessage());
      return null;
    }
  }
}
