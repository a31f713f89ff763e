package org.yipiao.gateway.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * The exact bytes of the spool's rows, version 1: a version byte, then the fields in order,
 * big-endian; texts and byte strings behind a 4-byte length.
 */
final class Records {

  private static final int VERSION = 1;

  private Records() {}

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] key(long sequence) {
    return ByteBuffer.allocate(8).putLong(sequence).array();
  }

  static long sequence(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** Orders by second, then by sequence. */
  static byte[] key(Instant at, long sequence) {
    return ByteBuffer.allocate(16).putLong(at.getEpochSecond()).putLong(sequence).array();
  }

  /** The sequence in a key that begins with an instant. */
  static long dueSequence(byte[] key) {
    return ByteBuffer.wrap(key).getLong(Long.BYTES);
  }

  static byte[] key(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static byte[] key(NumberRange range) {
    return (range.code().value() + String.format(java.util.Locale.ROOT, "%010d", range.first()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] write(StoredBill bill) {
    return write(out -> {
      out.writeLong(bill.sequence());
      out.writeByte(bill.fingerprint().size());
      for (Digest part : bill.fingerprint()) {
        out.write(part.bytes());
      }
      IssuedInvoice invoice = bill.invoice();
      out.writeLong(invoice.invoiceId().value());
      text(out, invoice.checkCode().value());
      out.writeLong(invoice.total().fen());
      instant(out, invoice.issuedAt());
    });
  }

  static StoredBill bill(byte[] bytes) {
    return read(
        bytes,
        in -> {
          long sequence = in.readLong();
          List<Digest> fingerprint = new ArrayList<>();
          for (int parts = in.readUnsignedByte(); parts > 0; parts--) {
            fingerprint.add(Digest.of(in.readNBytes(32)));
          }
          return new StoredBill(
              sequence,
              fingerprint,
              new IssuedInvoice(
                  new InvoiceId(in.readLong()),
                  new CheckCode(text(in)),
                  Money.ofFen(in.readLong()),
                  instant(in)));
        });
  }

  static byte[] write(SpooledDocument document) {
    return write(out -> {
      out.writeLong(document.sequence());
      out.writeLong(document.invoiceId().value());
      text(out, document.checkCode().value());
      out.write(document.commitment().bytes());
      out.writeLong(document.claimable().fen());
      out.writeLong(document.total().fen());
      instant(out, document.acceptedAt());
      String trace = document.traceParent();
      text(out, trace == null ? "" : trace);
      text(out, document.document());
    });
  }

  static SpooledDocument document(byte[] bytes) {
    return read(
        bytes,
        in -> {
          long sequence = in.readLong();
          InvoiceId id = new InvoiceId(in.readLong());
          CheckCode checkCode = new CheckCode(text(in));
          Digest commitment = Digest.of(in.readNBytes(32));
          Money claimable = Money.ofFen(in.readLong());
          Money total = Money.ofFen(in.readLong());
          Instant acceptedAt = instant(in);
          String trace = text(in);
          return new SpooledDocument(
              sequence,
              id,
              checkCode,
              commitment,
              claimable,
              total,
              acceptedAt,
              trace.isEmpty() ? null : trace,
              text(in));
        });
  }

  static byte[] write(PendingBatch batch) {
    return write(out -> {
      bytes(out, batch.transaction());
      instant(out, batch.expiry());
      out.writeInt(batch.sequences().size());
      for (long sequence : batch.sequences()) {
        out.writeLong(sequence);
      }
    });
  }

  static PendingBatch batch(byte[] key, byte[] bytes) {
    ByteBuffer id = ByteBuffer.wrap(key);
    UUID batchId = new UUID(id.getLong(), id.getLong());
    return read(
        bytes,
        in -> {
          byte[] transaction = bytes(in);
          Instant expiry = instant(in);
          int count = in.readInt();
          List<Long> sequences = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            sequences.add(in.readLong());
          }
          return new PendingBatch(batchId, transaction, expiry, sequences);
        });
  }

  static byte[] write(NumberRange range) {
    return write(out -> {
      text(out, range.code().value());
      out.writeLong(range.first());
      out.writeLong(range.last());
      out.writeLong(range.next());
    });
  }

  static NumberRange range(byte[] bytes) {
    return read(
        bytes,
        in ->
            new NumberRange(
                new InvoiceCode(text(in)), in.readLong(), in.readLong(), in.readLong()));
  }

  static byte[] write(Progress progress) {
    return write(out -> {
      switch (progress) {
        case Progress.Accepted() -> out.writeByte(0);
        case Progress.Final(Instant at) -> {
          out.writeByte(1);
          instant(out, at);
        }
        case Progress.Quarantined(Instant at, String code, String reason) -> {
          out.writeByte(2);
          instant(out, at);
          text(out, code);
          text(out, reason);
        }
        case Progress.Held held -> {
          out.writeByte(3);
          instant(out, held.since());
          text(out, held.code());
          text(out, held.reason());
          out.writeInt(held.times());
          instant(out, held.retryAt());
        }
      }
    });
  }

  static Progress progress(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int kind = in.readByte();
          return switch (kind) {
            case 0 -> new Progress.Accepted();
            case 1 -> new Progress.Final(instant(in));
            case 2 -> new Progress.Quarantined(instant(in), text(in), text(in));
            case 3 -> new Progress.Held(instant(in), text(in), text(in), in.readInt(), instant(in));
            default -> throw new IOException("unknown progress " + kind);
          };
        });
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void instant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length that does not fit");
    }
    return in.readNBytes(length);
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static byte[] write(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IOException("a row of version " + version);
      }
      T value = reading.from(in);
      if (in.available() > 0) {
        throw new IOException("bytes behind the row");
      }
      return value;
    } catch (IOException | IllegalArgumentException e) {
      throw new SpoolException("a row of the spool cannot be read", e);
    }
  }
}
