package org.yipiao.ledger.protocol.membership;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A validator's agreement to one change, by one of its transaction keys. Signed, all integers
 * big-endian:
 *
 * <pre>
 * "yipiao/approval/v1\n"  19
 * ledger id               32
 * type                     1   of the operation
 * content                 32   SHA-256 of its content
 * epoch                    8   in which the change is agreed to
 * expiry                   8   consensus time from which on the agreement is void, nanoseconds
 * </pre>
 *
 * @param member the validator's number
 * @param keyId which of its keys signed, see {@code KeyId}
 * @param signature 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared nowhere
public record Approval(int member, int keyId, byte[] signature) {

  /** {@code member(4) keyId(4) signature(64)}. */
  static final int BYTES = 2 * Integer.BYTES + SignatureSuite.SIGNATURE_LENGTH;

  private static final byte[] DOMAIN = "yipiao/approval/v1\n".getBytes(StandardCharsets.US_ASCII);

  public Approval {
    if (signature.length != SignatureSuite.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException("a signature of " + signature.length + " bytes");
    }
    signature = signature.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /**
   * Agrees to a change.
   *
   * @param signer of the key that {@code keyId} names
   */
  public static Approval sign(
      Digest ledgerId, Agreement agreement, int member, int keyId, MessageSigner signer) {
    return new Approval(member, keyId, signer.sign(message(ledgerId, agreement)));
  }

  /** The bytes that an approver signs. */
  public static byte[] message(Digest ledgerId, Agreement agreement) {
    return ByteBuffer.allocate(DOMAIN.length + 2 * Digest.LENGTH + 1 + 2 * Long.BYTES)
        .put(DOMAIN)
        .put(ledgerId.bytes())
        .put((byte) agreement.type().number())
        .put(Digest.sha256(agreement.content()).bytes())
        .putLong(agreement.epoch())
        .putLong(agreement.expiryEpochNanos())
        .array();
  }

  void put(ByteBuffer out) {
    out.putInt(member).putInt(keyId).put(signature);
  }

  static Approval take(ByteBuffer in) {
    int member = in.getInt();
    int keyId = in.getInt();
    byte[] signature = new byte[SignatureSuite.SIGNATURE_LENGTH];
    in.get(signature);
    return new Approval(member, keyId, signature);
  }
}
