package org.yipiao.ledger.protocol.outcome;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.ClaimId;

/**
 * The bytes that some outcomes add in their leaf. {@code EXCEEDS_REMAINING}, {@code
 * EXCEEDS_COMMITTED} and {@code EXCEEDS_REIMBURSED}: the amount in fen, 8 bytes. {@code
 * ALREADY_CLAIMED}: the claim id, 16 bytes. {@code ABORTED_BY}: the index of the refused operation
 * (2 bytes), its outcome (2 bytes) and that outcome's own detail. All others: none. Integers are
 * big-endian.
 */
public final class OutcomeDetail {

  private static final byte[] NONE = {};

  private OutcomeDetail() {}

  public static byte[] none() {
    return NONE;
  }

  public static byte[] amountFen(long fen) {
    return ByteBuffer.allocate(Long.BYTES).putLong(fen).array();
  }

  /**
   * @throws FormatException unless there are 8 bytes
   */
  public static long amountFen(byte[] detail) {
    if (detail.length != Long.BYTES) {
      throw new FormatException("an amount has 8 bytes");
    }
    return ByteBuffer.wrap(detail).getLong();
  }

  public static byte[] claim(ClaimId claim) {
    return claim.bytes();
  }

  public static byte[] abortedBy(int index, Outcome cause, byte[] causeDetail) {
    return ByteBuffer.allocate(4 + causeDetail.length)
        .putShort((short) index)
        .putShort((short) cause.number())
        .put(causeDetail)
        .array();
  }
}
