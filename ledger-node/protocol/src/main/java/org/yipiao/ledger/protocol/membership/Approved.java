package org.yipiao.ledger.protocol.membership;

import java.util.List;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * A change and who agreed to it: the message of every operation that needs a quorum.
 *
 * <p>Fields: {@code 1 content bytes, 2 epoch fixed64, 3 expiry_epoch_nanos fixed64, 4 approvals
 * bytes}; the approvals are {@code member(4) keyId(4) signature(64)}, big-endian, one after the
 * other.
 */
public record Approved(Agreement agreement, Approvals approvals) {

  private static final int MOST_CONTENT_BYTES = 3_072;

  public static Approved by(Agreement agreement, List<Approval> approvals) {
    return new Approved(agreement, new Approvals(approvals));
  }

  public byte[] encode() {
    return new FieldWriter()
        .bytes(1, agreement.content())
        .fixed64(2, agreement.epoch())
        .fixed64(3, agreement.expiryEpochNanos())
        .bytes(4, approvals.encode())
        .toBytes();
  }

  /** Reads the message of an operation of that type; what its content says is read apart. */
  public static Approved read(OperationType type, FieldReader in) {
    byte[] content = in.bytes(1, 1, MOST_CONTENT_BYTES);
    var agreement = new Agreement(type, content, in.fixed64(2), in.fixed64(3));
    return new Approved(
        agreement, Approvals.decode(in.bytes(4, 0, Approvals.MOST * Approval.BYTES)));
  }
}
