package org.yipiao.ledger.protocol.statemap;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.LongStream;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * An invoice as its row in the state has it, amounts in fen. The row, big-endian: {@code issuer(4)
 * status(1) commitment(32) claimable(8) total(8) reserved(8) committed(8) reimbursed(8)
 * returned(8)}; and unless the invoice is issued and has no paper twin out, {@code paperOut(1)
 * counterpart(8) counterpartCommitment(32)}.
 *
 * @param issuer member number of the hospital
 * @param commitment to its document
 * @param returnedFen only counts
 * @param paperOut whether a paper twin is out
 * @param counterpart of a reversed invoice its red one, of a red one that which it reversed
 */
public record InvoiceState(
    int issuer,
    Status status,
    Digest commitment,
    long claimableFen,
    long totalFen,
    long reservedFen,
    long committedFen,
    long reimbursedFen,
    long returnedFen,
    boolean paperOut,
    Optional<Counterpart> counterpart) {

  private static final int PLAIN_BYTES = 85;
  private static final int FULL_BYTES = PLAIN_BYTES + 41;

  /** What an invoice is; its number in the row counts from 1 in this order. */
  public enum Status {
    /** Claimable up to its claimable amount. */
    ISSUED,
    /** Reversed by a red invoice: nothing is held of it, nothing can be claimed. */
    REVERSED,
    /** A red invoice, by which another was reversed; it is never claimable. */
    RED
  }

  /** The other one of a reversed invoice and its red one. */
  public record Counterpart(InvoiceId invoice, Digest commitment) {}

  /**
   * Reads a row.
   *
   * @throws FormatException unless it is the row of an invoice, whose amounts do not contradict one
   *     another
   */
  public static InvoiceState decode(byte[] row) {
    boolean full = row.length == FULL_BYTES;
    if (!full && row.length != PLAIN_BYTES) {
      throw new FormatException("an invoice's row of " + row.length + " bytes");
    }
    var in = ByteBuffer.wrap(row);
    int issuer = in.getInt();
    Status status = status(in.get());
    if (!full && status != Status.ISSUED) {
      throw new FormatException("a reversed or red invoice without its counterpart");
    }
    var state =
        new InvoiceState(
            issuer,
            status,
            digest(in),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            full && paperOut(in.get()),
            status != Status.ISSUED ? Optional.of(counterpart(in)) : Optional.empty());
    if (state.contradicts()) {
      throw new FormatException("an invoice's amounts contradict one another");
    }
    return state;
  }

  /** What no ledger comes to; an amount below zero is one that is not below the total. */
  private boolean contradicts() {
    return Long.compareUnsigned(totalFen, Money.MAX_FEN) > 0
        || Long.compareUnsigned(claimableFen, totalFen) > 0
        || LongStream.of(reservedFen, committedFen, reimbursedFen)
            .anyMatch(bound -> Long.compareUnsigned(bound, claimableFen) > 0)
        || reservedFen + committedFen + reimbursedFen > claimableFen
        || returnedFen < 0;
  }

  private static Status status(int number) {
    Status[] all = Status.values();
    if (number < 1 || number > all.length) {
      throw new FormatException("invoice status " + number);
    }
    return all[number - 1];
  }

  private static boolean paperOut(int flag) {
    if (flag != 0 && flag != 1) {
      throw new FormatException("a flag of " + flag);
    }
    return flag == 1;
  }

  private static Counterpart counterpart(ByteBuffer in) {
    long id = in.getLong();
    if (id < 0 || id > InvoiceId.MAX) {
      throw new FormatException("a counterpart with no invoice's number");
    }
    return new Counterpart(new InvoiceId(id), digest(in));
  }

  private static Digest digest(ByteBuffer in) {
    byte[] bytes = new byte[Digest.LENGTH];
    in.get(bytes);
    return Digest.of(bytes);
  }

  /** What can still be reserved: nothing of one that is reversed or red. */
  public long remainingFen() {
    return status == Status.ISSUED ? claimableFen - reservedFen - committedFen - reimbursedFen : 0;
  }
}
