package org.yipiao.acceptance.kill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.yipiao.acceptance.kill.oracle.Evidence;

/** Reads, past the claims service, what payers have counted of each person's year. */
final class BenefitYearsReader {

  private static final String KEY = "tenant, person_id, plan_id, benefit_year";
  private static final String COUNTED = "deductible_used_fen, in_scope_used_fen, paid_fen";

  private BenefitYearsReader() {}

  /** Every row. */
  static List<Evidence.Year> years(Connection connection) throws SQLException {
    return Rows.read(
        connection,
        "SELECT %s, %s, admissions, version FROM claims.accumulator ORDER BY %s"
            .formatted(KEY, COUNTED, KEY),
        row ->
            new Evidence.Year(
                key(row),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getInt(8),
                row.getInt(9)));
  }

  /** Every entry, in the order in which they were written. */
  static List<Evidence.YearEntry> entries(Connection connection) throws SQLException {
    return Rows.read(
        connection,
        "SELECT %s, %s, claim_id, kind, admission_key FROM claims.accumulator_entry ORDER BY id"
            .formatted(KEY, COUNTED),
        row ->
            new Evidence.YearEntry(
                key(row),
                row.getString(8),
                row.getString(9),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(10)));
  }

  private static Evidence.YearKey key(ResultSet rows) throws SQLException {
    return new Evidence.YearKey(
        rows.getString(1), rows.getString(2), rows.getString(3), rows.getInt(4));
  }
}
