package org.yipiao.bench.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;

/**
 * How many operations of another ledger one verifies each second when they come in batches, each
 * with one proof for its whole range of leaves. Of every batch the note with its log signature and
 * three cosignatures is verified, the leaves are hashed, and the root that they and the proof lead
 * to is compared with the checkpoint's.
 */
final class VerifyBench {

  private static final int TREE = 1 << 17;
  private static final int MESSAGES = 128;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final List<Integer> BATCHES = List.of(1, 10, 100, 300, 1_000);

  private final ForeignLedger ledger = new ForeignLedger(TREE);

  /**
   * One measure.
   *
   * @param batch operations under one proof
   * @param threads each verifies batches of its own
   */
  record Verified(int batch, int threads, double operationsPerSecond) {}

  /**
   * @param seconds for each measure
   */
  List<Verified> run(int seconds) throws InterruptedException {
    List<Verified> all = new ArrayList<>();
    for (int batch : BATCHES) {
      List<ForeignLedger.Message> messages =
          Stream.generate(() -> ledger.message(batch)).limit(MESSAGES).toList();
      verifyFor(messages, WARM_UP_NANOS);
      for (int threads : List.of(1, 2)) {
        all.add(new Verified(batch, threads, measure(messages, threads, seconds)));
      }
    }
    return all;
  }

  private double measure(List<ForeignLedger.Message> messages, int threads, int seconds)
      throws InterruptedException {
    long begin = System.nanoTime();
    long operations = 0;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(pool.submit(() -> verifyFor(messages, TimeUnit.SECONDS.toNanos(seconds))));
      }
      for (Future<Long> count : counts) {
        operations += count.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a sound message was refused", failure);
    }
    double took = (System.nanoTime() - begin) / 1e9;
    return Math.round(operations / took);
  }

  /** The operations that were verified in that time. */
  private long verifyFor(List<ForeignLedger.Message> messages, long nanos) {
    long end = System.nanoTime() + nanos;
    long operations = 0;
    for (int i = 0; System.nanoTime() < end; i++) {
      var message = messages.get(i % messages.size());
      if (!holds(message)) {
        throw new IllegalStateException("a sound message was refused");
      }
      operations += message.leaves().size();
    }
    return operations;
  }

  boolean holds(ForeignLedger.Message message) {
    return CosignedCheckpoint.verify(message.checkpoint(), ledger.trust())
            instanceof CosignedCheckpoint.Verification.Final verified
        && message.proof().treeSize() == verified.checkpoint().size()
        && message.proof().resolve(message.leaves()).root().equals(verified.checkpoint().root());
  }

  ForeignLedger ledger() {
    return ledger;
  }
}
