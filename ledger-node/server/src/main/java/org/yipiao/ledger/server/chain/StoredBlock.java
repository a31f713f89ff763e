package org.yipiao.ledger.server.chain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A block with all that is needed to execute it again: the transactions that left leaves, with the
 * rounds that brought them, and the round that closed it. Bytes, which peers exchange as well:
 *
 * <pre>
 * version(1)=1 height(8) size(8) root(32) lastRound(8) orderHash(32) consensusTimeNanos(8)
 * rounds(4), each: number(8) consensusTimeNanos(8) transactions(4), each: length(4) bytes
 * </pre>
 *
 * @param size of the log after the block
 * @param root of the log at that size
 * @param lastRound the round that closed the block
 * @param orderHash after that round
 * @param consensusTimeNanos of that round
 * @param rounds those with transactions, in ascending order; empty in the genesis block
 */
public record StoredBlock(
    long height,
    long size,
    Digest root,
    long lastRound,
    Digest orderHash,
    long consensusTimeNanos,
    List<Round> rounds) {

  private static final int VERSION = 1;
  private static final int MAX_ROUNDS = 1 << 20;

  /** A round's transactions that left leaves, in their order. */
  public record Round(long number, long consensusTimeNanos, List<byte[]> transactions) {
    public Round {
      transactions = List.copyOf(transactions);
    }
  }

  public StoredBlock {
    rounds = List.copyOf(rounds);
  }

  public byte[] encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(height);
      out.writeLong(size);
      out.write(root.bytes());
      out.writeLong(lastRound);
      out.write(orderHash.bytes());
      out.writeLong(consensusTimeNanos);
      out.writeInt(rounds.size());
      for (var round : rounds) {
        out.writeLong(round.number);
        out.writeLong(round.consensusTimeNanos);
        out.writeInt(round.transactions.size());
        for (byte[] transaction : round.transactions) {
          out.writeInt(transaction.length);
          out.write(transaction);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a block.
   *
   * @throws org.yipiao.ledger.server.store.StoreFailure unless the bytes are exactly one block
   */
  public static StoredBlock decode(byte[] value) {
    return Bytes.read(
        value,
        VERSION,
        "a block",
        in -> {
          var block =
              new StoredBlock(
                  in.getLong(),
                  in.getLong(),
                  Bytes.digest(in),
                  in.getLong(),
                  Bytes.digest(in),
                  in.getLong(),
                  rounds(in));
          if (in.hasRemaining()) {
            throw new IllegalArgumentException("bytes after the block");
          }
          return block;
        });
  }

  private static List<Round> rounds(ByteBuffer in) {
    int count = count(in);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long number = in.getLong();
      long time = in.getLong();
      int transactionCount = count(in);
      List<byte[]> transactions = new ArrayList<>();
      for (int j = 0; j < transactionCount; j++) {
        transactions.add(Bytes.take(in, in.getInt()));
      }
      rounds.add(new Round(number, time, transactions));
    }
    return rounds;
  }

  private static int count(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > MAX_ROUNDS) {
      throw new IllegalArgumentException("a count of " + count);
    }
    return count;
  }
}
