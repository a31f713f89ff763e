package org.yipiao.ledger.protocol.transaction;

import java.time.Instant;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The signed part of a transaction.
 *
 * <p>Fields: {@code 1 ledger_id bytes(32), 2 member fixed32, 3 key_id fixed32, 4 transaction_id
 * bytes(16), 5 expiry_epoch_nanos fixed64, 6 all_or_nothing bool, 7 operation_count fixed32, 8
 * operations_root bytes(32)}.
 *
 * @param ledgerId SHA-256 of the genesis file: a transaction is good on one ledger only
 * @param member the signing member's number
 * @param keyId which of its keys signed, see {@code KeyId}
 * @param transactionId unique among the member's transactions until the expiry
 * @param expiryEpochNanos consensus time from which on the transaction leaves no trace
 * @param allOrNothing whether one refused operation refuses all
 * @param operationCount how many operations the root covers
 * @param operationsRoot RFC 9162 root over the operations' elements (type byte and message)
 */
public record TransactionHeader(
    Digest ledgerId,
    int member,
    int keyId,
    TransactionId transactionId,
    long expiryEpochNanos,
    boolean allOrNothing,
    int operationCount,
    Digest operationsRoot) {

  /** The one valid encoding. */
  public byte[] encode() {
    return new FieldWriter()
        .digest(1, ledgerId)
        .fixed32(2, member)
        .fixed32(3, keyId)
        .bytes(4, transactionId.bytes())
        .fixed64(5, expiryEpochNanos)
        .bool(6, allOrNothing)
        .fixed32(7, operationCount)
        .digest(8, operationsRoot)
        .toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static TransactionHeader decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    var header =
        new TransactionHeader(
            in.digest(1),
            in.fixed32(2),
            in.fixed32(3),
            TransactionId.of(in.bytes(4, TransactionId.LENGTH, TransactionId.LENGTH)),
            in.fixed64(5),
            in.bool(6),
            in.fixed32(7),
            in.digest(8));
    in.end();
    return header;
  }

  public Instant expiry() {
    return EpochNanos.toInstant(expiryEpochNanos);
  }
}
