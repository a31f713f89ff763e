package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A payer's claim on an invoice. Layout, big-endian: {@code state(1) benefit(32) expiry(8)
 * reserved(8) committed(8) reimbursed(8) returned(8)}.
 *
 * @param benefit digest of the policy or scheme
 * @param expiryNanos consensus time at which a reservation ends
 * @param reservedFen what is set aside and may expire
 * @param committedFen what the payer is bound to
 * @param reimbursedFen what was settled, net of returns
 * @param returnedFen what came back
 */
public record ClaimRow(
    ClaimState state,
    Digest benefit,
    long expiryNanos,
    long reservedFen,
    long committedFen,
    long reimbursedFen,
    long returnedFen) {

  private static final int BYTES = 1 + 32 + 5 * 8;

  /** The claim in another state with other amounts. */
  public ClaimRow with(
      ClaimState next, long reserved, long committed, long reimbursed, long returned) {
    return new ClaimRow(next, benefit, expiryNanos, reserved, committed, reimbursed, returned);
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put((byte) state.number())
        .put(benefit.bytes())
        .putLong(expiryNanos)
        .putLong(reservedFen)
        .putLong(committedFen)
        .putLong(reimbursedFen)
        .putLong(returnedFen)
        .array();
  }

  static ClaimRow decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new ClaimRow(
        ClaimState.of(in.get()),
        RowBytes.digest(in),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}
