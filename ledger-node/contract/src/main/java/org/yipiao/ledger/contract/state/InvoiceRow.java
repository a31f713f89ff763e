package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * An invoice. Layout, big-endian: {@code hospital(4) status(1) commitment(32) claimable(8) total(8)
 * reserved(8) committed(8) reimbursed(8) returned(8)}, and that is all of one that is issued and
 * has no paper twin out. Of every other one there follows {@code paperOut(1) counterpart(8)
 * counterpartCommitment(32)}, the last two zero while there is none. So each row has one encoding,
 * and its length tells which.
 *
 * @param hospital member number of the issuer
 * @param commitment to its document
 * @param reservedFen sum over all payers' claims that are reserved
 * @param committedFen sum over those committed
 * @param reimbursedFen sum of what was settled, net of returns
 * @param returnedFen sum of what came back; it only counts
 * @param paperOut whether a paper twin is out
 * @param counterpart of a reversed invoice its red one, of a red one that which it reversed
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
    long returnedFen,
    boolean paperOut,
    @Nullable Counterpart counterpart) {

  private static final int PLAIN_BYTES = 4 + 1 + 32 + 6 * 8;
  private static final int FULL_BYTES = PLAIN_BYTES + 1 + 8 + 32;

  public InvoiceRow {
    if (reservedFen < 0
        || committedFen < 0
        || reimbursedFen < 0
        || returnedFen < 0
        || reservedFen + committedFen + reimbursedFen > claimableFen
        || claimableFen > totalFen) {
      throw new IllegalStateException("an invoice's amounts contradict one another");
    }
    boolean issued = status == InvoiceStatus.ISSUED;
    if (issued != (counterpart == null)
        || (!issued && (paperOut || reservedFen + committedFen + reimbursedFen > 0))
        || (status == InvoiceStatus.RED && (claimableFen > 0 || returnedFen > 0))) {
      throw new IllegalStateException("an invoice's status contradicts the rest of it");
    }
  }

  /** An invoice as it is issued. */
  public static InvoiceRow issued(int hospital, Digest commitment, long claimable, long total) {
    return new InvoiceRow(
        hospital, InvoiceStatus.ISSUED, commitment, claimable, total, 0, 0, 0, 0, false, null);
  }

  /** What can still be reserved: nothing of one that is reversed or red. */
  public long remainingFen() {
    return status == InvoiceStatus.ISSUED ? claimableFen - boundFen() : 0;
  }

  /** What is reserved, committed or reimbursed. */
  public long boundFen() {
    return reservedFen + committedFen + reimbursedFen;
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
        returnedFen + returned,
        paperOut,
        counterpart);
  }

  /** The invoice after its paper twin went out, or is out no more. */
  public InvoiceRow withPaperOut(boolean out) {
    return with(status, out, counterpart);
  }

  /** The invoice after the red one reversed it. */
  public InvoiceRow reversedBy(Counterpart red) {
    return with(InvoiceStatus.REVERSED, paperOut, red);
  }

  /** The red invoice by which this one, of that number, is reversed. */
  public InvoiceRow red(long ownId, Digest redCommitment) {
    return new InvoiceRow(
        hospital,
        InvoiceStatus.RED,
        redCommitment,
        0,
        totalFen,
        0,
        0,
        0,
        0,
        false,
        new Counterpart(ownId, commitment));
  }

  private InvoiceRow with(InvoiceStatus next, boolean out, @Nullable Counterpart other) {
    return new InvoiceRow(
        hospital,
        next,
        commitment,
        claimableFen,
        totalFen,
        reservedFen,
        committedFen,
        reimbursedFen,
        returnedFen,
        out,
        other);
  }

  private boolean plain() {
    return status == InvoiceStatus.ISSUED && !paperOut;
  }

  byte[] encode() {
    var out =
        ByteBuffer.allocate(plain() ? PLAIN_BYTES : FULL_BYTES)
            .putInt(hospital)
            .put((byte) status.number())
            .put(commitment.bytes())
            .putLong(claimableFen)
            .putLong(totalFen)
            .putLong(reservedFen)
            .putLong(committedFen)
            .putLong(reimbursedFen)
            .putLong(returnedFen);
    if (!plain()) {
      out.put((byte) (paperOut ? 1 : 0));
      if (counterpart != null) {
        out.putLong(counterpart.invoiceId()).put(counterpart.commitment().bytes());
      }
    }
    return out.array();
  }

  static InvoiceRow decode(byte[] bytes) {
    boolean full = bytes.length == FULL_BYTES;
    if (!full && bytes.length != PLAIN_BYTES) {
      throw new IllegalStateException("an invoice's row of " + bytes.length + " bytes");
    }
    var in = ByteBuffer.wrap(bytes);
    int hospital = in.getInt();
    InvoiceStatus status = InvoiceStatus.of(in.get());
    boolean hasCounterpart = full && status != InvoiceStatus.ISSUED;
    var row =
        new InvoiceRow(
            hospital,
            status,
            RowBytes.digest(in),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            full && in.get() == 1,
            hasCounterpart ? new Counterpart(in.getLong(), RowBytes.digest(in)) : null);
    if (row.plain() == full) {
      throw new IllegalStateException("an invoice's row in the form of another");
    }
    return row;
  }
}
