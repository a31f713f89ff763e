package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What every row owes whoever looks into it later: whose it is ({@code tenant}), when it was
 * written, by whom ({@code actor}) and why ({@code cause}), in columns that are never empty.
 */
public final class AuditContract {

  /** Tables in which no row is anybody's, with the reason. */
  private static final Map<String, String> EXEMPT =
      Map.of(
          "flyway_schema_history",
          "Flyway's own: which migrations were done when and by which account",
          "outbox_leader",
          "one row that a migration brings and nobody changes: it is there to be locked");

  private static final List<String> ALWAYS = List.of("tenant", "actor", "cause");

  /** Any of them says when. */
  private static final Set<String> TIMES =
      Set.of(
          "created_at",
          "updated_at",
          "created_micros",
          "updated_micros",
          "received_at",
          "received_micros",
          "at_micros");

  private AuditContract() {}

  /**
   * Looks at every table of the schema; fails naming each that lacks a column.
   *
   * @param known tables that must be there: a schema that nobody made breaks no rule
   */
  public static void verify(DataSource database, String... known) throws SQLException {
    Map<String, Set<String>> tables = neverEmpty(database);
    assertThat(tables).as("tables of the schema").containsKeys(known);
    tables.keySet().removeAll(EXEMPT.keySet());
    List<String> broken = new ArrayList<>();
    for (Map.Entry<String, Set<String>> table : tables.entrySet()) {
      List<String> missing = new ArrayList<>(ALWAYS);
      missing.removeAll(table.getValue());
      if (table.getValue().stream().noneMatch(TIMES::contains)) {
        missing.add("a time");
      }
      if (!missing.isEmpty()) {
        broken.add(table.getKey() + " lacks " + String.join(", ", missing));
      }
    }
    assertThat(broken).as("tables that break the contract").isEmpty();
  }

  /** The columns of each table that cannot be null. */
  private static Map<String, Set<String>> neverEmpty(DataSource database) throws SQLException {
    Map<String, Set<String>> tables = new TreeMap<>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = DATABASE() AND is_nullable = 'NO'
                """)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1).toLowerCase(Locale.ROOT), _ -> new HashSet<>())
            .add(rows.getString(2).toLowerCase(Locale.ROOT));
      }
    }
    return tables;
  }
}
