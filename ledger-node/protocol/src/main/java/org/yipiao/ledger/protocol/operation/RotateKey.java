package org.yipiao.ledger.protocol.operation;

import java.security.PublicKey;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * Puts a new key of a member in the place of an old one, at once: what the old one signed and is
 * ordered later is refused.
 *
 * <p>Content: {@code 1 member fixed32, 2 purpose fixed32, 3 old_key bytes(32), 4 new_key bytes(1 to
 * 2 048)}.
 */
public record RotateKey(Approved approved) implements MembershipOperation {

  /**
   * What is agreed to.
   *
   * @param purpose the number of a {@link KeyPurpose}
   * @param oldKey SHA-256 of the old key's encoding; 32 zero bytes where a post-quantum key is the
   *     first
   * @param newKey the new key's encoding: of one for transactions DER SubjectPublicKeyInfo, of one
   *     for the log or for cosigning its vkey, of one for the engine its DER certificate
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared nowhere
  public record Change(int member, int purpose, Digest oldKey, byte[] newKey) {

    private static final int MOST_KEY_BYTES = 2_048;

    /** Of a key for transactions. */
    public static Change transactionKey(int member, PublicKey oldKey, PublicKey newKey) {
      return new Change(
          member,
          KeyPurpose.TRANSACTION.number(),
          Digest.sha256(oldKey.getEncoded()),
          newKey.getEncoded());
    }

    public byte[] encode() {
      return new FieldWriter()
          .fixed32(1, member)
          .fixed32(2, purpose)
          .digest(3, oldKey)
          .bytes(4, newKey)
          .toBytes();
    }

    static Change decode(byte[] content) {
      var in = new FieldReader(content);
      var change =
          new Change(in.fixed32(1), in.fixed32(2), in.digest(3), in.bytes(4, 1, MOST_KEY_BYTES));
      in.end();
      return change;
    }
  }

  public RotateKey {
    Change.decode(approved.agreement().content());
  }

  public Change change() {
    return Change.decode(approved.agreement().content());
  }

  @Override
  public OperationType type() {
    return OperationType.ROTATE_KEY;
  }
}
