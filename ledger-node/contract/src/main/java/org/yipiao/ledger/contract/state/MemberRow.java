package org.yipiao.ledger.contract.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * What changed of a member since the genesis file: all of one that came later, the keys and the
 * standing of any. The message {@code 1 suspended bool, 2 admitted bytes, 3 transaction_keys bytes
 * (repeated)}; {@code admitted} is {@code 1 name string, 2 kind fixed32, 3 credit_code string}, or
 * nothing for a member of the genesis file.
 *
 * @param suspended whether it is suspended
 * @param admitted who it is, if it came later
 * @param transactionKeys all that it has now, each DER SubjectPublicKeyInfo
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record MemberRow(
    boolean suspended, @Nullable Admitted admitted, List<byte[]> transactionKeys) {

  private static final int MOST_KEYS = 64;

  /**
   * A member that came after the genesis.
   *
   * @param kind see {@code MemberKind}
   */
  public record Admitted(String name, int kind, String creditCode) {

    byte[] encode() {
      return new FieldWriter().ascii(1, name).fixed32(2, kind).ascii(3, creditCode).toBytes();
    }

    static Admitted decode(byte[] bytes) {
      var in = new FieldReader(bytes);
      var admitted = new Admitted(in.ascii(1, 1, 40), in.fixed32(2), in.ascii(3, 18, 18));
      in.end();
      return admitted;
    }
  }

  public MemberRow {
    transactionKeys = List.copyOf(transactionKeys);
  }

  byte[] encode() {
    var out =
        new FieldWriter()
            .bool(1, suspended)
            .bytes(2, admitted == null ? new byte[0] : admitted.encode());
    transactionKeys.forEach(key -> out.bytes(3, key));
    return out.toBytes();
  }

  static MemberRow decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    boolean suspended = in.bool(1);
    byte[] admitted = in.bytes(2, 0, bytes.length);
    var row =
        new MemberRow(
            suspended,
            admitted.length == 0 ? null : Admitted.decode(admitted),
            in.repeated(3, MOST_KEYS));
    in.end();
    return row;
  }
}
