package org.yipiao.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.yipiao.gateway.spool.SpoolFiles.Table;

/**
 * The durable local store between the cashier and the uplink. Each method that changes something
 * does it in one atomic write that is on disk (fsync) when the method returns. After an exception
 * from such a method it is unknown whether the write is durable: nothing more is written until the
 * spool has been opened anew.
 *
 * <p>Rows with personal data are sealed ({@link SpoolKey}). Of an invoice that is final the small
 * answer is kept for ever, its document until {@link #prune}.
 *
 * <p>One thread calls {@link #accept}; the other methods may be called from any thread.
 */
public final class Spool implements AutoCloseable {

  private static final byte[] NEXT_SEQUENCE = "next-sequence".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];

  private final SpoolFiles files;
  private final Rows rows;
  private final SpoolKey key;
  private final SpoolWriter writer;
  private final NumberRanges ranges;
  private final SetAside setAside;
  private final Quarantine quarantine;
  private final Depths depths = new Depths();
  private long nextSequence;

  private Spool(SpoolFiles files, SpoolKey key) {
    this.files = files;
    this.rows = new Rows(files);
    this.key = key;
    this.writer = new SpoolWriter(files);
    this.ranges = new NumberRanges(files, rows);
    this.setAside = new SetAside(files);
    this.quarantine = new Quarantine(rows, writer, setAside, depths);
  }

  /** One bill of a group that is accepted together. */
  public record NewBill(String businessNumber, StoredBill bill, SpooledDocument document) {}

  /** What became of one document of a batch. */
  public record Resolution(long sequence, Progress progress) {}

  /** One document that a person has to look at. */
  public record Refused(long sequence, Progress.Quarantined refusal) {}

  /**
   * How much lies here.
   *
   * @param waiting documents in no batch
   * @param inBatches documents in batches that are not final
   * @param held documents that were put off and are sent again by themselves
   */
  public record Depth(long waiting, long inBatches, long held, long quarantined) {}

  /**
   * Opens or creates the spool in a directory that no other process uses. Every stored block is
   * read against its checksum first.
   *
   * @param keyFile of the key that seals its rows; it is made together with the spool
   * @throws SpoolException naming what is damaged or missing
   */
  public static Spool open(Path directory, Path keyFile) {
    try {
      OwnerOnly.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SpoolFiles files = SpoolFiles.open(directory);
    try {
      files.verify();
      SpoolKey key = SpoolKey.load(keyFile, !files.isEmpty(Table.BUSINESS));
      Spool spool = new Spool(files, key);
      spool.recount();
      return spool;
    } catch (RocksDBException e) {
      files.close();
      throw new SpoolException(
          "the spool in " + directory + " cannot be read: " + SpoolFiles.cause(e), e);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private void recount() throws RocksDBException {
    byte[] next = files.get(Table.META, NEXT_SEQUENCE);
    nextSequence = next == null ? 1 : Records.sequence(next);
    long inBatches = batches().stream().mapToLong(batch -> batch.sequences().size()).sum();
    depths.counted(
        files.count(Table.WAITING),
        inBatches,
        files.count(Table.DUE),
        files.count(Table.QUARANTINED));
  }

  /** The bill that was accepted under a business number. */
  public Optional<StoredBill> bill(String businessNumber) {
    byte[] place = utf8(businessNumber);
    return rows.get(Table.BUSINESS, place).map(row -> Records.bill(key.open(place, row)));
  }

  /** The sequence that the next accepted bill gets. */
  public long nextSequence() {
    return nextSequence;
  }

  /** Stores bills with the number ranges as they are after them: all of it or nothing. */
  public void accept(List<NewBill> bills, List<NumberRange> changed) {
    long next = nextSequence + bills.size();
    writer.write(batch -> {
      for (NewBill bill : bills) {
        byte[] business = utf8(bill.businessNumber());
        byte[] place = Records.key(bill.bill().sequence());
        files.put(batch, Table.BUSINESS, business, key.seal(business, Records.write(bill.bill())));
        files.put(batch, Table.DOCUMENTS, place, key.seal(place, Records.write(bill.document())));
        files.put(batch, Table.WAITING, place, NOTHING);
      }
      ranges.put(batch, changed);
      files.put(batch, Table.META, NEXT_SEQUENCE, Records.key(next));
    });
    nextSequence = next;
    depths.accepted(bills.size());
  }

  /** All ranges, by code and first number. */
  public List<NumberRange> ranges() {
    return ranges.all();
  }

  public void addRanges(List<NumberRange> added) {
    writer.write(batch -> ranges.put(batch, added));
  }

  /** Sequences of documents in no batch, from {@code from} on, ascending. */
  public List<Long> waiting(long from, int limit) {
    return rows.keys(Table.WAITING, Records.key(from), null, limit).stream()
        .map(Records::sequence)
        .toList();
  }

  /** A document; empty once it was pruned. */
  public Optional<SpooledDocument> document(long sequence) {
    byte[] place = Records.key(sequence);
    return rows.get(Table.DOCUMENTS, place).map(row -> Records.document(key.open(place, row)));
  }

  public Progress progress(long sequence) {
    return rows.progress(sequence);
  }

  /** Takes documents out of waiting and into a batch. */
  public void addBatch(PendingBatch pending) {
    writer.write(batch -> {
      for (long sequence : pending.sequences()) {
        files.delete(batch, Table.WAITING, Records.key(sequence));
      }
      files.put(batch, Table.BATCHES, Records.key(pending.id()), Records.write(pending));
    });
    depths.batched(pending.sequences().size());
  }

  public List<PendingBatch> batches() {
    return rows.all(Table.BATCHES, Records::batch);
  }

  /**
   * Ends a batch: each of its documents becomes final, quarantined, or waits again.
   *
   * @throws IllegalArgumentException unless each document of the batch is resolved exactly once
   */
  public void resolve(PendingBatch pending, List<Resolution> resolutions) {
    regroup(pending, resolutions, List.of());
  }

  /**
   * Ends a batch for some of its documents and puts the others into new batches, in one write.
   *
   * @throws IllegalArgumentException unless each document of the batch is resolved or in a new
   *     batch, exactly once
   */
  public void regroup(
      PendingBatch pending, List<Resolution> resolutions, List<PendingBatch> successors) {
    List<Long> gone =
        Stream.concat(
                resolutions.stream().map(Resolution::sequence),
                successors.stream().flatMap(successor -> successor.sequences().stream()))
            .sorted()
            .toList();
    if (!gone.equals(pending.sequences().stream().sorted().toList())) {
      throw new IllegalArgumentException("a batch is resolved as a whole");
    }
    writer.write(batch -> {
      files.delete(batch, Table.BATCHES, Records.key(pending.id()));
      for (Resolution resolution : resolutions) {
        setAside.put(batch, resolution);
      }
      for (PendingBatch successor : successors) {
        files.put(batch, Table.BATCHES, Records.key(successor.id()), Records.write(successor));
      }
    });
    resolutions.forEach(resolution -> depths.resolved(resolution.progress()));
  }

  /**
   * Lets documents wait again whose time has come, the longest overdue first.
   *
   * @return their sequences; fewer than the limit when no more are due
   */
  public List<Long> releaseDue(Instant now, int limit) {
    return quarantine.releaseDue(now, limit);
  }

  /**
   * Lets a document that is quarantined or held wait again, because a person saw to the cause.
   *
   * @return whether it was either
   */
  public boolean retry(long sequence) {
    return quarantine.retry(sequence);
  }

  /** Quarantined documents, from a sequence on, ascending. */
  public List<Refused> quarantined(long from, int limit) {
    return quarantine.quarantined(from, limit);
  }

  /**
   * Drops documents of invoices that were final before an instant, the oldest first.
   *
   * @return how many; fewer than the limit when no more are due
   */
  public int prune(Instant finalBefore, int limit) {
    List<byte[]> due = rows.keys(Table.FINISHED, NOTHING, Records.key(finalBefore, 0), limit);
    if (!due.isEmpty()) {
      writer.write(batch -> {
        for (byte[] row : due) {
          files.delete(batch, Table.DOCUMENTS, Records.key(Records.dueSequence(row)));
          files.delete(batch, Table.FINISHED, row);
        }
      });
    }
    return due.size();
  }

  public Depth depth() {
    return depths.depth();
  }

  /** Whether a write has failed; only opening the spool anew mends it. */
  public boolean failed() {
    return writer.failed();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    files.close();
  }
}
