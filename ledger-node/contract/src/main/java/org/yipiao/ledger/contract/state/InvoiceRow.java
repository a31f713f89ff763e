package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * An invoice. Layout, big-endian: {@code hospital(4) status(1) commitment(32) claimable(8) total(8)
 * reserved(8) committed(8) reimbursed(8) returned(8)}.
 *
 * @param hospital member number of the issuer
 * @param reservedFen sum over all payers' claims that are reserved
 * @param committedFen sum over those committed
 * @param reimbursedFen sum of what was settled, net of returns
 * @param returnedFen sum of what came back; it only counts
 */
public record InvoiceRow(
    int hospital,
    InvoiceStatus status,
    Digest commitment,
    long claimableFen,
    long totalFen,
    long reservedFen,
    long committedFen,
    long reimbursedFen,
    long returnedFen) {

  private static final int BYTES = 4 + 1 + 32 + 6 * 8;

  public InvoiceRow {
    if (reservedFen < 0
        || committedFen < 0
        || reimbursedFen < 0
        || returnedFen < 0
        || reservedFen + committedFen + reimbursedFen > claimableFen
        || claimableFen > totalFen) {
      throw new IllegalStateException("an invoice's amounts contradict one another");
    }
  }

  /** An invoice as it is issued. */
  public static InvoiceRow issued(int hospital, Digest commitment, long claimable, long total) {
    return new InvoiceRow(hospital, InvoiceStatus.ISSUED, commitment, claimable, total, 0, 0, 0, 0);
  }

  /** What can still be reserved. */
  public long remainingFen() {
    return claimableFen - reservedFen - committedFen - reimbursedFen;
  }

  /** The invoice after its sums moved by these amounts. */
  public InvoiceRow moved(long reserved, long committed, long reimbursed, long returned) {
    return new InvoiceRow(
        hospital,
        status,
        commitment,
        claimableFen,
        totalFen,
        reservedFen + reserved,
        committedFen + committed,
        reimbursedFen + reimbursed,
        returnedFen + returned);
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putInt(hospital)
        .put((byte) status.number())
        .put(commitment.bytes())
        .putLong(claimableFen)
        .putLong(totalFen)
        .putLong(reservedFen)
        .putLong(committedFen)
        .putLong(reimbursedFen)
        .putLong(returnedFen)
        .array();
  }

  static InvoiceRow decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new InvoiceRow(
        in.getInt(),
        InvoiceStatus.of(in.get()),
        RowBytes.digest(in),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}
