package org.yipiao.ledger.protocol.membership;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.WireFault;

/**
 * The approvals of one change, one after the other. In which order, from whom, how often and
 * whether they count the contract judges; here they only have their shape.
 *
 * @param all at most {@value #MOST}
 */
public record Approvals(List<Approval> all) {

  /** No ledger has more validators than that many. */
  public static final int MOST = 32;

  public Approvals {
    all = List.copyOf(all);
    if (all.size() > MOST) {
      throw new FormatException(WireFault.APPROVALS, all.size() * Approval.BYTES);
    }
  }

  byte[] encode() {
    var out = ByteBuffer.allocate(all.size() * Approval.BYTES);
    all.forEach(approval -> approval.put(out));
    return out.array();
  }

  /**
   * @throws FormatException unless the bytes are whole approvals, not too many
   */
  static Approvals decode(byte[] bytes) {
    if (bytes.length % Approval.BYTES != 0 || bytes.length > MOST * Approval.BYTES) {
      throw new FormatException(WireFault.APPROVALS, bytes.length);
    }
    var in = ByteBuffer.wrap(bytes);
    var all = new ArrayList<Approval>();
    while (in.hasRemaining()) {
      all.add(Approval.take(in));
    }
    return new Approvals(all);
  }
}
