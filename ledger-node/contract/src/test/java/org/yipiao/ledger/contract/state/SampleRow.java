package org.yipiao.ledger.contract.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A row.
 *
 * @param put writes it, maybe beside others
 * @param key fields of the key after the table's byte
 * @param value fields of the value
 * @param read what is read of it
 * @param expected what is to be read of it
 */
record SampleRow(
    String name,
    Table table,
    Consumer<BlockState> put,
    List<String> key,
    Consumer<Spelled> value,
    Function<LedgerRows, Object> read,
    Object expected) {

  static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A row of each table, some of them in each form that it has. */
  static List<SampleRow> all() {
    var rows = new ArrayList<SampleRow>();
    rows.addAll(MemberSamples.ofTheContract());
    rows.addAll(InvoiceSamples.ofInvoices());
    rows.addAll(InvoiceSamples.ofClaims());
    rows.addAll(InvoiceSamples.derived());
    rows.addAll(MemberSamples.ofTransactions());
    rows.addAll(MemberSamples.ofMembers());
    return rows;
  }
}
