package org.yipiao.bench.patients;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.yipiao.quickstart.parts.Platform;

/**
 * Fills the register's table: rows of invoices that were issued are copied to people who do not
 * exist. What is sealed in a copy nobody can open, and nobody asks for it; to the database it is as
 * long as any other.
 */
final class StoredInvoices implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 1_000;
  private static final long ID_STEP = 10_000_000_000L;
  private static final long LEDGER_STEP = 1_000_000_000_000L;

  private static final String COPY =
      """
      INSERT INTO invoice.invoice
        (invoice_id, tenant, member, business_key, person_id, key_ref, document_type, total_fen,
         claimable_fen, issued_seconds, commitment, sealed, summary, state, ledger_id,
         operation_index, outcome, outcome_code, leaf_index, leaf, path, received_micros,
         accepted_micros, final_micros, actor, cause, traceparent, checkpoint_note)
      SELECT invoice_id + ? * ?, tenant, member, UNHEX(SHA2(CONCAT(HEX(business_key), ?), 256)),
         SHA2(CONCAT(person_id, ?), 256), SHA2(CONCAT(key_ref, ?), 256), document_type, total_fen,
         claimable_fen, issued_seconds, commitment, sealed, summary, state, ledger_id + ? * ?,
         operation_index, outcome, outcome_code, leaf_index, leaf, path, received_micros,
         accepted_micros, final_micros, actor, cause, traceparent, checkpoint_note
      FROM invoice.invoice WHERE invoice_id BETWEEN ? AND ? AND state = 'FINAL'
      """;

  private final Connection database;

  private StoredInvoices(Connection database) {
    this.database = database;
  }

  /** Goes to the register's database past the register. */
  static StoredInvoices of(Platform platform) throws IOException {
    try {
      return new StoredInvoices(platform.servers().mysql().connect());
    } catch (SQLException failure) {
      throw new IOException("cannot reach the register's database", failure);
    }
  }

  /** Copies until there are so many rows; how many there are. */
  long fillUpTo(long rows) throws IOException {
    try {
      long first = number("SELECT MIN(invoice_id) FROM invoice.invoice");
      long last = number("SELECT MAX(invoice_id) FROM invoice.invoice");
      long there = number("SELECT COUNT(*) FROM invoice.invoice");
      for (int copy = 1; there < rows && copy < 1_000; copy++) {
        for (long from = first; from <= last && there < rows; from += ROWS_AT_ONCE) {
          there += copy(copy, from, Math.min(last, from + ROWS_AT_ONCE - 1));
        }
      }
      return there;
    } catch (SQLException failure) {
      throw new IOException("cannot fill the register's table", failure);
    }
  }

  private int copy(int copy, long from, long to) throws SQLException {
    try (PreparedStatement insert = database.prepareStatement(COPY)) {
      insert.setLong(1, copy);
      insert.setLong(2, ID_STEP);
      insert.setString(3, Integer.toString(copy));
      insert.setString(4, Integer.toString(copy));
      insert.setString(5, Integer.toString(copy));
      insert.setLong(6, copy);
      insert.setLong(7, LEDGER_STEP);
      insert.setLong(8, from);
      insert.setLong(9, to);
      return insert.executeUpdate();
    }
  }

  private long number(String question) throws SQLException {
    try (PreparedStatement select = database.prepareStatement(question);
        ResultSet answer = select.executeQuery()) {
      answer.next();
      return answer.getLong(1);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException alreadyGone) {
      // It goes with this process.
    }
  }
}
