package org.yipiao.ledger.server.execution;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * A round as it waits for execution: its transactions, and of its other payloads what the order
 * hash covers. From it a validator that missed the round can execute it, and see by the order hash
 * that nothing was changed or left out.
 *
 * <p>Bytes on disk and between peers, big-endian:
 *
 * <pre>
 * version(1)=2 number(8) consensusTimeNanos(8) previous(32) orderHash(32) count(4)
 * then per payload creator(4) kind(1) and
 *   a transaction      length(4) the payload
 *   any other kind     SHA-256 of the payload (32)
 * </pre>
 *
 * @param previous the order hash after the round before
 * @param orderHash the order hash after this round
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
public record QueuedRound(
    long number, long consensusTimeNanos, byte[] previous, byte[] orderHash, List<Entry> entries) {

  private static final byte VERSION = 2;
  private static final int HEAD = 1 + 2 * Long.BYTES + 2 * OrderHash.LENGTH + Integer.BYTES;

  /** Of an entry: its creator, its kind, and a transaction's length and only byte. */
  private static final int LEAST_BYTES = 2 * Integer.BYTES + 2;

  /** A payload as it is kept. */
  public sealed interface Entry {

    /** Member number of the validator that brought it in. */
    int creator();
  }

  /** A transaction, with the byte of its kind before it. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
  public record Whole(int creator, byte[] payload) implements Entry {}

  /** What has no effect in the order. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
  public record Noted(int creator, byte kind, byte[] digest) implements Entry {}

  public QueuedRound {
    entries = List.copyOf(entries);
  }

  /** What is kept of a round that the engine delivered. */
  public static QueuedRound of(OrderedRound round) {
    return new QueuedRound(
        round.number(),
        round.consensusTimeNanos(),
        round.previousOrderHash(),
        round.orderHash(),
        round.payloads().stream().map(QueuedRound::entry).toList());
  }

  private static Entry entry(OrderedPayload payload) {
    return payload.kind() == Payload.TRANSACTION
        ? new Whole(payload.creator(), payload.bytes())
        : new Noted(payload.creator(), payload.kind(), OrderHash.digest(payload.bytes()));
  }

  /** A transaction's bytes, without that of its kind, and who brought it in. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
  public record Submitted(int creator, byte[] bytes) {}

  /** The transactions, in their order. */
  public List<Submitted> transactions() {
    List<Submitted> transactions = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Whole(int creator, byte[] payload) && payload.length > 1) {
        transactions.add(new Submitted(creator, Arrays.copyOfRange(payload, 1, payload.length)));
      }
    }
    return transactions;
  }

  /** Whether this is the round, whole and unchanged, after which the order hash is that one. */
  public boolean leadsTo(byte[] hash) {
    var computed = OrderHash.of(previous, number, consensusTimeNanos);
    for (Entry entry : entries) {
      switch (entry) {
        case Whole(int creator, byte[] payload) ->
            computed.add(new OrderedPayload(creator, payload));
        case Noted(int creator, byte kind, byte[] digest) -> computed.add(creator, kind, digest);
      }
    }
    return Arrays.equals(computed.finish(), hash);
  }

  /** Bytes it takes in memory and on disk, roughly. */
  int weight() {
    int weight = HEAD;
    for (Entry entry : entries) {
      weight +=
          switch (entry) {
            case Whole whole -> whole.payload.length + 2 * Integer.BYTES + 1;
            case Noted _ -> OrderHash.LENGTH + Integer.BYTES + 1;
          };
    }
    return weight;
  }

  /** The round's bytes. */
  public byte[] encode() {
    var bytes = new ByteArrayOutputStream(weight());
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(number);
      out.writeLong(consensusTimeNanos);
      out.write(previous);
      out.write(orderHash);
      out.writeInt(entries.size());
      for (Entry entry : entries) {
        out.writeInt(entry.creator());
        switch (entry) {
          case Whole(int _, byte[] payload) -> {
            out.writeByte(Payload.TRANSACTION);
            out.writeInt(payload.length);
            out.write(payload);
          }
          case Noted(int _, byte kind, byte[] digest) -> {
            out.writeByte(kind);
            out.write(digest);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a round.
   *
   * @throws StoreFailure unless the bytes are exactly one round
   */
  public static QueuedRound decode(byte[] value) {
    try {
      var in = ByteBuffer.wrap(value);
      if (in.get() != VERSION) {
        throw new StoreFailure("a round has an unknown format");
      }
      long number = in.getLong();
      long time = in.getLong();
      byte[] previous = take(in, OrderHash.LENGTH);
      byte[] orderHash = take(in, OrderHash.LENGTH);
      int count = in.getInt();
      // However many it has: it was ordered, so what is said of its size cannot make it damaged.
      if (count < 0 || count > in.remaining() / LEAST_BYTES) {
        throw StoreFailure.damaged("round " + number + " says it has " + count + " payloads");
      }
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(entry(in));
      }
      if (in.hasRemaining()) {
        throw StoreFailure.damaged("bytes after round " + number);
      }
      return new QueuedRound(number, time, previous, orderHash, entries);
    } catch (BufferUnderflowException e) {
      throw StoreFailure.damaged("a round is cut off", e);
    }
  }

  private static Entry entry(ByteBuffer in) {
    int creator = in.getInt();
    byte kind = in.get();
    if (kind != Payload.TRANSACTION) {
      return new Noted(creator, kind, take(in, OrderHash.LENGTH));
    }
    byte[] payload = take(in, in.getInt());
    if (payload.length == 0 || payload[0] != Payload.TRANSACTION) {
      throw StoreFailure.damaged("a transaction of another kind");
    }
    return new Whole(creator, payload);
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw StoreFailure.damaged("a round is cut off");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
