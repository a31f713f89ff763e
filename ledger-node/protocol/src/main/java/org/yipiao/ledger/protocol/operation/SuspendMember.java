package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * Has all that a member submits refused from now on, but for what ends commitments that it has made
 * (settle, release, return). Its approvals count no more. A validator stays one.
 *
 * <p>Content: {@code 1 member fixed32}.
 */
public record SuspendMember(Approved approved) implements MembershipOperation {

  /** What is agreed to. */
  public record Change(int member) {

    public byte[] encode() {
      return new FieldWriter().fixed32(1, member).toBytes();
    }

    static Change decode(byte[] content) {
      var in = new FieldReader(content);
      var change = new Change(in.fixed32(1));
      in.end();
      return change;
    }
  }

  public SuspendMember {
    Change.decode(approved.agreement().content());
  }

  public Change change() {
    return Change.decode(approved.agreement().content());
  }

  @Override
  public OperationType type() {
    return OperationType.SUSPEND_MEMBER;
  }
}
