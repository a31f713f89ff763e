package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * Lets a new member take part, at once.
 *
 * <p>Content: {@code 1 number fixed32, 2 name string(1 to 40), 3 kind fixed32, 4 credit_code
 * string(18), 5 transaction_key bytes(1 to 1 024), 6 validator bytes(0 to 2 560)}.
 */
public record AdmitMember(Approved approved) implements MembershipOperation {

  /**
   * What is agreed to.
   *
   * @param number that no member has
   * @param kind see {@code MemberKind}
   * @param transactionKey DER SubjectPublicKeyInfo
   * @param validator what the member brings as a validator, see {@code GenesisValidator.encode};
   *     none when it runs no node
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared nowhere
  public record Change(
      int number,
      String name,
      int kind,
      String creditCode,
      byte[] transactionKey,
      byte[] validator) {

    private static final int MOST_NAME = 40;
    private static final int CREDIT_CODE = 18;
    private static final int MOST_KEY_BYTES = 1_024;

    public byte[] encode() {
      return new FieldWriter()
          .fixed32(1, number)
          .ascii(2, name)
          .fixed32(3, kind)
          .ascii(4, creditCode)
          .bytes(5, transactionKey)
          .bytes(6, validator)
          .toBytes();
    }

    static Change decode(byte[] content) {
      var in = new FieldReader(content);
      var change =
          new Change(
              in.fixed32(1),
              in.ascii(2, 1, MOST_NAME),
              in.fixed32(3),
              in.ascii(4, CREDIT_CODE, CREDIT_CODE),
              in.bytes(5, 1, MOST_KEY_BYTES),
              in.bytes(6, 0, GenesisValidator.MOST_BYTES));
      in.end();
      return change;
    }
  }

  public AdmitMember {
    Change.decode(approved.agreement().content());
  }

  public Change change() {
    return Change.decode(approved.agreement().content());
  }

  @Override
  public OperationType type() {
    return OperationType.ADMIT_MEMBER;
  }
}
