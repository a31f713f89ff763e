package org.yipiao.ledger.protocol.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A leaf of the log: one operation and what became of it. Layout, all integers big-endian and
 * unsigned:
 *
 * <pre>
 * version             1   = 1
 * type                1   {@link OperationType}
 * member              4   0 in leaves that the ledger itself makes
 * keyId               4
 * transactionId      16
 * operationIndex      2
 * consensusTimeNanos  8   since 1970-01-01T00:00:00Z
 * operationLength     2
 * operation           …   the operation's exact bytes, without the type byte
 * outcome             2   {@link Outcome}
 * detailLength        2
 * detail              …   see {@code OutcomeDetail}
 * </pre>
 *
 * At most 4 096 bytes together.
 *
 * @param type 0..255
 * @param outcome 0..65535, 0 means applied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by encode(), never by equals
public record LeafV1(
    int type,
    int member,
    int keyId,
    TransactionId transactionId,
    int operationIndex,
    long consensusTimeNanos,
    byte[] operation,
    int outcome,
    byte[] detail) {

  /** The most bytes of a leaf. */
  public static final int MAX_BYTES = 4_096;

  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 1 + 1 + 4 + 4 + 16 + 2 + 8 + 2 + 2 + 2;
  private static final TransactionId NO_TRANSACTION =
      TransactionId.of(new byte[TransactionId.LENGTH]);
  private static final byte[] EMPTY = {};

  public LeafV1 {
    if (type < 0 || type > 0xff || outcome < 0 || outcome > 0xffff) {
      throw new FormatException("leaf of type " + type + " and outcome " + outcome);
    }
    if (operationIndex < 0 || operationIndex > 0xffff) {
      throw new FormatException("operation index " + operationIndex);
    }
    if (FIXED_BYTES + operation.length + detail.length > MAX_BYTES) {
      throw new FormatException("a leaf has at most " + MAX_BYTES + " bytes");
    }
  }

  /** A leaf that the ledger itself makes: genesis or block header. */
  public static LeafV1 ofLedger(OperationType type, long consensusTimeNanos, byte[] content) {
    return new LeafV1(
        type.number(), 0, 0, NO_TRANSACTION, 0, consensusTimeNanos, content, 0, EMPTY);
  }

  public byte[] encode() {
    return ByteBuffer.allocate(FIXED_BYTES + operation.length + detail.length)
        .put((byte) VERSION)
        .put((byte) type)
        .putInt(member)
        .putInt(keyId)
        .put(transactionId.bytes())
        .putShort((short) operationIndex)
        .putLong(consensusTimeNanos)
        .putShort((short) operation.length)
        .put(operation)
        .putShort((short) outcome)
        .putShort((short) detail.length)
        .put(detail)
        .array();
  }

  /**
   * @throws FormatException unless the bytes are exactly one leaf of version 1
   */
  public static LeafV1 decode(byte[] bytes) {
    if (bytes.length < FIXED_BYTES || bytes.length > MAX_BYTES) {
      throw new FormatException("a leaf of " + bytes.length + " bytes");
    }
    var in = ByteBuffer.wrap(bytes);
    int version = in.get();
    if (version != VERSION) {
      throw new FormatException("leaf version " + version);
    }
    int type = in.get() & 0xff;
    int member = in.getInt();
    int keyId = in.getInt();
    byte[] id = new byte[TransactionId.LENGTH];
    in.get(id);
    int index = in.getShort() & 0xffff;
    long time = in.getLong();
    byte[] operation = take(in, 4);
    int outcome = in.getShort() & 0xffff;
    byte[] detail = take(in, 0);
    if (in.hasRemaining()) {
      throw new FormatException("bytes after the leaf");
    }
    return new LeafV1(
        type, member, keyId, TransactionId.of(id), index, time, operation, outcome, detail);
  }

  private static byte[] take(ByteBuffer in, int bytesThatFollow) {
    int length = in.getShort() & 0xffff;
    if (length > in.remaining() - bytesThatFollow) {
      throw new FormatException("the leaf is cut off");
    }
    byte[] taken = new byte[length];
    in.get(taken);
    return taken;
  }

  /** The RFC 9162 hash of the encoded leaf. */
  public Digest hash() {
    return MerkleTree.leafHash(encode());
  }

  public Optional<OperationType> operationType() {
    return OperationType.of(type);
  }

  public Optional<Outcome> knownOutcome() {
    return Outcome.of(outcome);
  }

  /** Type, member and outcome; the operation's bytes stay out of logs. */
  @Override
  public String toString() {
    return "LeafV1[type=" + type + ", member=" + member + ", outcome=" + outcome + "]";
  }
}
