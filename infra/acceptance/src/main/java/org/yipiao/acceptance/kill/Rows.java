package org.yipiao.acceptance.kill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows of a service's tables, read past the service. */
final class Rows {

  private Rows() {}

  /** Makes something of the row that is read. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  static <T> List<T> read(Connection connection, String sql, Reading<T> reading)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(reading.of(rows));
      }
    }
    return all;
  }
}
