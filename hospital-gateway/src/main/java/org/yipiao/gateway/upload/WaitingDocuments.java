package org.yipiao.gateway.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;

/**
 * The spool's documents that are in no batch, in the order of their numbers, as many at a time as a
 * batch may hold: however long the uplink was down, no more of them are in memory.
 */
final class WaitingDocuments {

  private final Spool spool;
  private final UploadSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stored = lock.newCondition();
  private long nextSequence;
  private boolean startedOver;
  private int batchLimit;

  WaitingDocuments(Spool spool, UploadSettings settings) {
    this.spool = spool;
    this.settings = settings;
    this.batchLimit = settings.maxBatch();
  }

  /** Tells that documents were stored. */
  void wake() {
    lock.lock();
    try {
      stored.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for documents, and a moment for more; at least one, as many as fit into a batch. */
  List<SpooledDocument> next() throws InterruptedException {
    List<Long> sequences = await();
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
    return documents;
  }

  private List<Long> await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      startedOver = false;
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

  /**
   * What the last {@link #next} gave, up to a sequence, is in a batch now. Documents that began to
   * wait again meanwhile lie before it and are not passed over.
   */
  void takenUpTo(long sequence) {
    lock.lock();
    try {
      if (!startedOver) {
        nextSequence = sequence + 1;
      }
    } finally {
      lock.unlock();
    }
  }

  /** A document that waits again lies behind the place where the next ones are looked for. */
  void startOver(long sequence) {
    lock.lock();
    try {
      nextSequence = Math.min(nextSequence, sequence);
      startedOver = true;
      stored.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** From now on a batch has at most half as many documents as one that was too large. */
  void halve(int tooMany) {
    lock.lock();
    try {
      batchLimit = Math.max(1, tooMany / 2);
    } finally {
      lock.unlock();
    }
  }
}
