package org.yipiao.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.yipiao.gateway.spool.SpoolFiles.Table;

/**
 * The durable local store between the cashier and the uplink. Each method that changes something
 * does it in one atomic write that is on disk (fsync) when the method returns. After an exception
 * from such a method it is unknown whether the write is durable: nothing more is written until the
 * spool has been opened anew.
 *
 * <p>One thread calls {@link #accept}; the other methods may be called from any thread.
 */
public final class Spool implements AutoCloseable {

  private static final byte[] NEXT_SEQUENCE = "next-sequence".getBytes(StandardCharsets.US_ASCII);

  private final SpoolFiles files;
  private final WriteProbe probe;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong inBatches = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private long nextSequence;
  private volatile boolean failed;

  private Spool(SpoolFiles files, WriteProbe probe) {
    this.files = files;
    this.probe = probe;
  }

  /** One bill of a group that is accepted together. */
  public record NewBill(String businessNumber, StoredBill bill, SpooledDocument document) {}

  /** What became of one document of a batch. */
  public record Resolution(long sequence, Progress progress) {}

  /**
   * How much lies here.
   *
   * @param waiting documents in no batch
   * @param inBatches documents in batches that are not final
   */
  public record Depth(long waiting, long inBatches, long quarantined) {}

  /** Opens or creates the spool in a directory that no other process uses. */
  public static Spool open(Path directory) {
    return open(directory, WriteProbe.NONE);
  }

  static Spool open(Path directory, WriteProbe probe) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Spool spool = new Spool(SpoolFiles.open(directory), probe);
    try {
      spool.recount();
    } catch (RocksDBException | RuntimeException e) {
      spool.close();
      throw new SpoolException("the spool cannot be read", e);
    }
    return spool;
  }

  private void recount() throws RocksDBException {
    byte[] next = files.get(Table.META, NEXT_SEQUENCE);
    nextSequence = next == null ? 1 : Records.sequence(next);
    waiting.set(files.count(Table.WAITING));
    batches().forEach(batch -> inBatches.addAndGet(batch.sequences().size()));
    quarantined.set(files.count(Table.QUARANTINED));
  }

  /** The bill that was accepted under a business number. */
  public Optional<StoredBill> bill(String businessNumber) {
    return read(Table.BUSINESS, utf8(businessNumber)).map(Records::bill);
  }

  /** The sequence that the next accepted bill gets. */
  public long nextSequence() {
    return nextSequence;
  }

  /** Stores bills with the number ranges as they are after them: all of it or nothing. */
  public void accept(List<NewBill> bills, List<NumberRange> ranges) {
    long next = nextSequence + bills.size();
    write(
        WriteProbe.Step.ACCEPT,
        batch -> {
          for (NewBill bill : bills) {
            byte[] key = Records.key(bill.bill().sequence());
            files.put(
                batch, Table.BUSINESS, utf8(bill.businessNumber()), Records.write(bill.bill()));
            files.put(batch, Table.DOCUMENTS, key, Records.write(bill.document()));
            files.put(batch, Table.WAITING, key, new byte[0]);
          }
          for (NumberRange range : ranges) {
            files.put(batch, Table.RANGES, Records.key(range), Records.write(range));
          }
          files.put(batch, Table.META, NEXT_SEQUENCE, Records.key(next));
        });
    nextSequence = next;
    waiting.addAndGet(bills.size());
  }

  /** All ranges, by code and first number. */
  public List<NumberRange> ranges() {
    return scan(Table.RANGES, (key, value) -> Records.range(value));
  }

  public void addRanges(List<NumberRange> ranges) {
    write(
        WriteProbe.Step.RANGES,
        batch -> {
          for (NumberRange range : ranges) {
            files.put(batch, Table.RANGES, Records.key(range), Records.write(range));
          }
        });
  }

  /** Sequences of documents in no batch, from {@code from} on, ascending. */
  public List<Long> waiting(long from, int limit) {
    List<Long> sequences = new ArrayList<>();
    try (RocksIterator rows = files.iterator(Table.WAITING)) {
      for (rows.seek(Records.key(from)); rows.isValid() && sequences.size() < limit; rows.next()) {
        sequences.add(Records.sequence(rows.key()));
      }
      rows.status();
      return sequences;
    } catch (RocksDBException e) {
      throw new SpoolException("the spool cannot be read", e);
    }
  }

  public Optional<SpooledDocument> document(long sequence) {
    return read(Table.DOCUMENTS, Records.key(sequence)).map(Records::document);
  }

  public Progress progress(long sequence) {
    byte[] key = Records.key(sequence);
    return read(Table.QUARANTINED, key)
        .or(() -> read(Table.FINAL, key))
        .map(Records::progress)
        .orElse(new Progress.Accepted());
  }

  /** Takes documents out of waiting and into a batch. */
  public void addBatch(PendingBatch pending) {
    write(
        WriteProbe.Step.BATCH,
        batch -> {
          for (long sequence : pending.sequences()) {
            files.delete(batch, Table.WAITING, Records.key(sequence));
          }
          files.put(batch, Table.BATCHES, Records.key(pending.id()), Records.write(pending));
        });
    waiting.addAndGet(-pending.sequences().size());
    inBatches.addAndGet(pending.sequences().size());
  }

  public List<PendingBatch> batches() {
    return scan(Table.BATCHES, Records::batch);
  }

  /**
   * Ends a batch: each of its documents becomes final, quarantined, or waits again.
   *
   * @throws IllegalArgumentException unless each document of the batch is resolved exactly once
   */
  public void resolve(PendingBatch pending, List<Resolution> resolutions) {
    List<Long> resolved = resolutions.stream().map(Resolution::sequence).sorted().toList();
    if (!resolved.equals(pending.sequences().stream().sorted().toList())) {
      throw new IllegalArgumentException("a batch is resolved as a whole");
    }
    write(
        WriteProbe.Step.RESOLVE,
        batch -> {
          files.delete(batch, Table.BATCHES, Records.key(pending.id()));
          for (Resolution resolution : resolutions) {
            byte[] key = Records.key(resolution.sequence());
            Table table = tableOf(resolution.progress());
            files.put(
                batch,
                table,
                key,
                table == Table.WAITING ? new byte[0] : Records.write(resolution.progress()));
          }
        });
    inBatches.addAndGet(-resolutions.size());
    for (Resolution resolution : resolutions) {
      switch (resolution.progress()) {
        case Progress.Accepted _ -> waiting.incrementAndGet();
        case Progress.Quarantined _ -> quarantined.incrementAndGet();
        case Progress.Final _ -> {}
      }
    }
  }

  private static Table tableOf(Progress progress) {
    return switch (progress) {
      case Progress.Accepted _ -> Table.WAITING;
      case Progress.Final _ -> Table.FINAL;
      case Progress.Quarantined _ -> Table.QUARANTINED;
    };
  }

  public Depth depth() {
    return new Depth(waiting.get(), inBatches.get(), quarantined.get());
  }

  /** Whether a write has failed; only opening the spool anew mends it. */
  public boolean failed() {
    return failed;
  }

  private interface Filling {
    void fill(WriteBatch batch) throws RocksDBException;
  }

  private void write(WriteProbe.Step step, Filling filling) {
    if (failed) {
      throw new SpoolException("the spool has failed before", new IllegalStateException());
    }
    try (WriteBatch batch = new WriteBatch()) {
      filling.fill(batch);
      probe.before(step);
      files.writeSynced(batch);
      probe.after(step);
    } catch (RocksDBException e) {
      failed = true;
      throw new SpoolException("the spool cannot be written", e);
    }
  }

  private Optional<byte[]> read(Table table, byte[] key) {
    try {
      return Optional.ofNullable(files.get(table, key));
    } catch (RocksDBException e) {
      throw new SpoolException("the spool cannot be read", e);
    }
  }

  private interface Row<T> {
    T of(byte[] key, byte[] value);
  }

  private <T> List<T> scan(Table table, Row<T> row) {
    List<T> all = new ArrayList<>();
    try (RocksIterator rows = files.iterator(table)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        all.add(row.of(rows.key(), rows.value()));
      }
      rows.status();
      return all;
    } catch (RocksDBException e) {
      throw new SpoolException("the spool cannot be read", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    files.close();
  }
}
