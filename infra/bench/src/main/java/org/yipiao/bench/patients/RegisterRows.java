package org.yipiao.bench.patients;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the register's table with copies of the rows that are in it, under ids and persons of their
 * own: nobody can read them, but tables and indexes have the size that they make.
 */
final class RegisterRows {

  private static final int PERSONS = 2_000;

  private RegisterRows() {}

  /** Adds copies until the table has so many rows; gives how many it has then. */
  static long fillTo(Connection connection, int rows) throws SQLException {
    long present = count(connection);
    int copies = (int) Math.ceilDiv(rows - present, Math.max(1, present));
    String columns = String.join(", ", columns(connection));
    try (Statement statement = connection.createStatement()) {
      for (int copy = 1; copy <= copies; copy++) {
        statement.executeUpdate(
            "INSERT INTO invoice.invoice ("
                + columns
                + ") SELECT "
                + String.join(", ", values(columns(connection), copy))
                + " FROM invoice.invoice WHERE invoice_id < 1000000000000000000"
                + " AND person_id NOT LIKE 'ffff%'");
      }
    }
    return count(connection);
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM invoice.invoice")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static List<String> columns(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT column_name FROM information_schema.columns"
                    + " WHERE table_schema = 'invoice' AND table_name = 'invoice'"
                    + " ORDER BY ordinal_position")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** What is unique is made anew; persons are {@code ffff…}, so many of them. */
  private static List<String> values(List<String> columns, int copy) {
    return columns.stream()
        .map(column ->
            switch (column) {
              case "invoice_id" -> "invoice_id + " + copy + " * 10000000000000";
              case "business_key" -> "UNHEX(SHA2(CONCAT(invoice_id, ':" + copy + "'), 256))";
              case "ledger_id" -> "ledger_id + " + copy + " * 1000000000";
              case "person_id" ->
                  "CONCAT('ffff', LPAD(MOD(invoice_id + "
                      + copy
                      + " * 7919, "
                      + PERSONS
                      + "), 60, '0'))";
              default -> column;
            })
        .toList();
  }
}
