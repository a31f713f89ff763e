package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * Has the next version of the contract execute all blocks from one height on.
 *
 * <p>Content: {@code 1 version fixed32, 2 at_height fixed64}.
 */
public record ActivateContract(Approved approved) implements MembershipOperation {

  /** The newest version that this program has: a node stops at the height of one beyond it. */
  public static final int NEWEST_VERSION = 2;

  /**
   * How many blocks ahead an activation is proposed for at most: those of a year at 50 ms. The
   * ledger takes any height, and until it no other version can be activated.
   */
  public static final long MOST_BLOCKS_AHEAD = 630_720_000;

  /** What is agreed to. */
  public record Change(int version, long atHeight) {

    public byte[] encode() {
      return new FieldWriter().fixed32(1, version).fixed64(2, atHeight).toBytes();
    }

    static Change decode(byte[] content) {
      var in = new FieldReader(content);
      var change = new Change(in.fixed32(1), in.fixed64(2));
      in.end();
      return change;
    }
  }

  public ActivateContract {
    Change.decode(approved.agreement().content());
  }

  public Change change() {
    return Change.decode(approved.agreement().content());
  }

  @Override
  public OperationType type() {
    return OperationType.ACTIVATE_CONTRACT;
  }
}
