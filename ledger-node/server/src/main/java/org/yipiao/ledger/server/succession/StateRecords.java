package org.yipiao.ledger.server.succession;

import java.util.List;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.hiero.StateFiles;
import org.yipiao.ledger.server.ordering.hiero.StateRecord;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * The state with which engines stopped, as nodes give it to each other: a few records, for the
 * ledger's rows are not in it. The message {@code 1 record bytes (repeated)}, each {@code 1 key
 * bytes, 2 value bytes}, in the order of the engine's tree. Its hash says whether it is the state.
 */
public record StateRecords(List<StateRecord> records) {

  /** The most bytes of an encoding. */
  public static final int MOST_BYTES = Peer.MOST_STATE_BYTES;

  /**
   * @throws FormatException when it is none or more than any state has
   */
  public StateRecords {
    if (records.isEmpty() || records.size() > StateFiles.MOST_RECORDS) {
      throw new FormatException("a state of %d records".formatted(records.size()));
    }
    records = List.copyOf(records);
  }

  /**
   * @throws FormatException when it is more than may be given
   */
  public byte[] encode() {
    var out = new FieldWriter();
    for (StateRecord one : records) {
      out.bytes(1, new FieldWriter().bytes(1, one.key()).bytes(2, one.value()).toBytes());
    }
    byte[] bytes = out.toBytes();
    requireSize(bytes);
    return bytes;
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static StateRecords decode(byte[] bytes) {
    requireSize(bytes);
    var in = new FieldReader(bytes);
    List<StateRecord> records =
        in.repeated(1, StateFiles.MOST_RECORDS).stream().map(StateRecords::one).toList();
    in.end();
    return new StateRecords(records);
  }

  private static StateRecord one(byte[] bytes) {
    var in = new FieldReader(bytes);
    var one = new StateRecord(in.bytes(1, 1, bytes.length), in.bytes(2, 0, bytes.length));
    in.end();
    return one;
  }

  private static void requireSize(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new FormatException("a state of %d bytes".formatted(bytes.length));
    }
  }
}
