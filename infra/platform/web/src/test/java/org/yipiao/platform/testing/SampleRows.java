package org.yipiao.platform.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Random rows for every table of a schema, enough that the optimizer prefers an index. */
final class SampleRows {

  private static final int ROWS_AT_ONCE = 100;
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final int DAYS = 3_650;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** A column as the schema describes it. */
  private record Column(String name, String type, long length, boolean nullable) {}

  private final Random random;

  private SampleRows(long seed) {
    random = new Random(seed);
  }

  static void fillAllTables(Connection connection, int rows) throws SQLException {
    var samples = new SampleRows(1); // plans shall not change from run to run
    for (var table : columns(connection).entrySet()) {
      for (int left = rows; left > 0; left -= ROWS_AT_ONCE) {
        samples.insert(connection, table.getKey(), table.getValue());
      }
      try (var analyze = connection.createStatement()) {
        analyze.execute("ANALYZE TABLE " + table.getKey());
      }
    }
  }

  private static Map<String, List<Column>> columns(Connection connection) throws SQLException {
    var tables = new TreeMap<String, List<Column>>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT c.table_name, c.column_name, c.data_type, c.character_maximum_length,
                  c.is_nullable
                FROM information_schema.columns c JOIN information_schema.tables t
                  ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
                  AND c.extra NOT LIKE '%auto_increment%'
                  AND c.table_name NOT LIKE 'flyway%'
                ORDER BY c.ordinal_position
                """)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
            .add(
                new Column(
                    rows.getString(2),
                    rows.getString(3),
                    rows.getLong(4),
                    rows.getString(5).equals("YES")));
      }
    }
    return tables;
  }

  private void insert(Connection connection, String table, List<Column> columns)
      throws SQLException {
    String row = "(" + String.join(",", Collections.nCopies(columns.size(), "?")) + ")";
    String sql =
        "INSERT IGNORE INTO "
            + table
            + " ("
            + String.join(",", columns.stream().map(Column::name).toList())
            + ") VALUES "
            + String.join(",", Collections.nCopies(ROWS_AT_ONCE, row));
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int place = 1;
      for (int i = 0; i < ROWS_AT_ONCE; i++) {
        for (Column column : columns) {
          insert.setObject(place++, value(column));
        }
      }
      insert.executeUpdate();
    }
  }

  private @Nullable Object value(Column column) {
    if (column.nullable() && random.nextInt(4) == 0) {
      return null;
    }
    return switch (column.type()) {
      case "bigint" -> 1 + random.nextLong(1_000_000_000);
      case "int" -> 1 + random.nextInt(1_000_000);
      case "smallint" -> 1 + random.nextInt(30_000);
      case "tinyint" -> 1;
      case "date" -> FIRST.plusDays(random.nextInt(DAYS));
      case "datetime" -> FIRST.plusDays(random.nextInt(DAYS)).atTime(random.nextInt(24), 0);
      case "char", "varchar", "text", "mediumtext" -> text((int) Math.min(32, column.length()));
      case "binary", "varbinary", "blob", "mediumblob" ->
          bytes((int) Math.min(32, column.length()));
      default -> throw new IllegalStateException("no sample of a column of type " + column.type());
    };
  }

  private String text(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
