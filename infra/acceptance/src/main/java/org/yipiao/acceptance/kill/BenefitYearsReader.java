package org.yipiao.acceptance.kill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.acceptance.kill.oracle.Evidence;

/** Reads, past the claims service, what payers have counted of each person's year. */
final class BenefitYearsReader {

  private static final String KEY = "tenant, person_id, plan_id, benefit_year";
  private static final String COUNTED = "deductible_used_fen, in_scope_used_fen, paid_fen";

  private BenefitYearsReader() {}

  /** Every row. */
  static List<Evidence.Year> years(Connection connection) throws SQLException {
    List<Evidence.Year> years = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT %s, %s, admissions, version FROM claims.accumulator ORDER BY %s"
                    .formatted(KEY, COUNTED, KEY))) {
      while (rows.next()) {
        years.add(
            new Evidence.Year(
                key(rows),
                rows.getLong(5),
                rows.getLong(6),
                rows.getLong(7),
                rows.getInt(8),
                rows.getInt(9)));
      }
    }
    return years;
  }

  /** Every entry, in the order in which they were written. */
  static List<Evidence.YearEntry> entries(Connection connection) throws SQLException {
    List<Evidence.YearEntry> entries = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT %s, %s, claim_id, kind, admission_key FROM %s ORDER BY id"
                    .formatted(KEY, COUNTED, "claims.accumulator_entry"))) {
      while (rows.next()) {
        entries.add(
            new Evidence.YearEntry(
                key(rows),
                rows.getString(8),
                rows.getString(9),
                rows.getLong(5),
                rows.getLong(6),
                rows.getLong(7),
                rows.getString(10)));
      }
    }
    return entries;
  }

  private static Evidence.YearKey key(ResultSet rows) throws SQLException {
    return new Evidence.YearKey(
        rows.getString(1), rows.getString(2), rows.getString(3), rows.getInt(4));
  }
}
