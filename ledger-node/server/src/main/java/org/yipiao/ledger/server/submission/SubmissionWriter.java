package org.yipiao.ledger.server.submission;

import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.WaitingTransactions.Waiting;

/** Writes accepted transactions to the disk: all that wait for it share one sync. */
final class SubmissionWriter {

  private final KeyValueStore store;
  private final WaitingTransactions waiting;
  private List<Waiting> undurable = new ArrayList<>();

  SubmissionWriter(KeyValueStore store, WaitingTransactions waiting) {
    this.store = store;
    this.waiting = waiting;
  }

  /** Takes one that waits already; to be called under the lock. */
  void add(Waiting entry) {
    undurable.add(entry);
    waiting.work.signalAll();
  }

  /** Writes until the queue is closed and everything is written. */
  void run() {
    while (true) {
      waiting.lock.lock();
      try {
        while (undurable.isEmpty() && !waiting.closed) {
          waiting.work.awaitUninterruptibly();
        }
        if (undurable.isEmpty()) {
          return;
        }
      } finally {
        waiting.lock.unlock();
      }
      step();
    }
  }

  /** Writes what waits for it. */
  void step() {
    List<Waiting> batch;
    waiting.lock.lock();
    try {
      batch = undurable;
      undurable = new ArrayList<>();
    } finally {
      waiting.lock.unlock();
    }
    if (!batch.isEmpty()) {
      write(batch);
    }
  }

  private void write(List<Waiting> batch) {
    var writes = new WriteSet();
    for (var entry : batch) {
      writes.put(
          Family.SUBMISSIONS, entry.transaction.key().storeKey(), entry.transaction.encode());
    }
    try {
      store.write(writes, Durability.SYNCED);
    } catch (RuntimeException e) {
      refuse(batch, e);
      return;
    }
    removeRows(complete(batch));
  }

  private void refuse(List<Waiting> batch, RuntimeException cause) {
    waiting.lock.lock();
    try {
      batch.forEach(entry -> waiting.remove(entry.transaction.key()));
    } finally {
      waiting.lock.unlock();
    }
    batch.forEach(entry -> entry.durable.completeExceptionally(cause));
  }

  /** The rows of those that were settled while they were written. */
  private WriteSet complete(List<Waiting> batch) {
    var left = new WriteSet();
    waiting.lock.lock();
    try {
      for (var entry : batch) {
        var key = entry.transaction.key();
        if (waiting.find(key) != entry) {
          left.remove(Family.SUBMISSIONS, key.storeKey());
        }
        entry.durable.complete(null);
      }
      waiting.work.signalAll();
    } finally {
      waiting.lock.unlock();
    }
    return left;
  }

  /** Removes rows that nobody needs; without a sync, because they would be removed again. */
  void removeRows(WriteSet left) {
    if (!left.isEmpty()) {
      store.write(left, Durability.WRITTEN);
    }
  }
}
