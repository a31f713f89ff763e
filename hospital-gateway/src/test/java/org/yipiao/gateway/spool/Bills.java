package org.yipiao.gateway.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.InvoiceNumber;
import org.yipiao.platform.money.Money;

/** Bills as the desk stores them, one number each, and what can be read of them afterwards. */
final class Bills {

  static final InvoiceCode CODE = new InvoiceCode("11060126");
  static final Instant NOW = Instant.parse("2026-06-01T02:03:04Z");

  /** What no file of a spool may show. */
  static final String PERSONAL = "a name that nobody may read";

  private Bills() {}

  static NumberRange range(long used) {
    return new NumberRange(CODE, 1, 1_000_000, used + 1);
  }

  /** Bills with the sequences, and so with the numbers, {@code from} to {@code to}. */
  static List<Spool.NewBill> bills(long from, long to) {
    List<Spool.NewBill> bills = new ArrayList<>();
    for (long sequence = from; sequence <= to; sequence++) {
      bills.add(bill(sequence));
    }
    return bills;
  }

  private static Spool.NewBill bill(long sequence) {
    InvoiceId id = InvoiceId.of(CODE, InvoiceNumber.of(sequence));
    CheckCode check = new CheckCode("abc123");
    Money total = Money.ofFen(100 + sequence);
    return new Spool.NewBill(
        "B" + sequence,
        new StoredBill(
            sequence, List.of(Digest.of(new byte[32])), new IssuedInvoice(id, check, total, NOW)),
        new SpooledDocument(
            sequence,
            id,
            check,
            Digest.of(new byte[32]),
            total,
            total,
            NOW,
            null,
            PERSONAL + " " + sequence));
  }

  static void accept(Spool spool, long from, long to) {
    spool.accept(bills(from, to), List.of(range(to)));
  }

  static PendingBatch batch(long from, long to) {
    return new PendingBatch(
        new UUID(7, from),
        new byte[] {1, 2, 3},
        NOW,
        Stream.iterate(from, s -> s + 1).limit(to - from + 1).toList());
  }

  static List<Spool.Resolution> finals(PendingBatch batch, Instant at) {
    return batch.sequences().stream()
        .map(sequence -> new Spool.Resolution(sequence, new Progress.Final(at)))
        .toList();
  }

  /** Every row that the spool gives out, as one text: two equal texts are equal spools. */
  static String content(Spool spool) {
    StringBuilder all = new StringBuilder();
    long next = spool.nextSequence();
    all.append("next ").append(next).append(' ').append(spool.ranges()).append('\n');
    for (long sequence = 1; sequence < next + 3; sequence++) {
      all.append(spool.bill("B" + sequence))
          .append(spool.document(sequence).map(SpooledDocument::document))
          .append(spool.progress(sequence))
          .append('\n');
    }
    all.append(spool.waiting(0, 1_000)).append(spool.batches()).append(spool.depth());
    return all.toString();
  }

  /** A copy of the files as they are now, as a crash of the machine would leave synced ones. */
  static Path copy(Path directory, Path to) {
    try (Stream<Path> files = Files.list(directory)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().equals("LOCK")) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The log that is being written: the one with the highest number. */
  static Path log(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9]+\\.log"))
          .max(Path::compareTo)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
