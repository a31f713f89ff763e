package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;

/** Whose a row is, when it was written, by whom and why. */
class AuditIT extends RunningClaims {

  /** Queues and locks of the platform; what they carry is written down where it happened. */
  private static final Set<String> PLUMBING =
      Set.of(
          "flyway_schema_history",
          "idempotency_key",
          "outbox_event",
          "outbox_leader",
          "inbox_event");

  private record Column(String tableName, String columnName, String nullable) {}

  @Test
  void everyRowSaysWhoseItIsAndWhenByWhomAndWhyItWasWritten() {
    List<Column> columns =
        jdbc.sql(
                """
                SELECT table_name AS tableName, column_name AS columnName, is_nullable AS nullable
                FROM information_schema.columns WHERE table_schema = DATABASE()
                """)
            .query(Column.class)
            .list();
    Set<String> tables = new TreeSet<>(columns.stream().map(Column::tableName).toList());
    tables.removeAll(PLUMBING);
    assertThat(tables).contains("claim", "claim_history", "accumulator_entry", "bank_message");
    for (String table : tables) {
      List<String> always =
          columns.stream()
              .filter(column -> column.tableName().equals(table) && column.nullable().equals("NO"))
              .map(Column::columnName)
              .toList();
      assertThat(always).as(table).contains("tenant", "actor", "cause");
      assertThat(always).as(table).containsAnyOf("created_at", "updated_at");
    }
  }

  private record Change(int sequence, String state, String tenant, String actor, String cause) {}

  private List<Change> history(ClaimId id) {
    return jdbc.sql(
            """
            SELECT sequence, state, tenant, actor, cause FROM claim_history WHERE claim_id = ?
            ORDER BY sequence
            """)
        .param(id.value())
        .query(Change.class)
        .list();
  }

  private ClaimId ended(ScriptedBank.Mood mood) {
    BANK.mood = mood;
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));
    drive(id);
    return id;
  }

  @Test
  void everyChangeOfStateIsAppendedWithItsCause() {
    ClaimId paid = ended(ScriptedBank.Mood.SETTLES);
    ClaimId rejected = ended(ScriptedBank.Mood.REJECTS);

    assertThat(history(paid).stream().map(Change::cause))
        .containsExactly(
            "SUBMITTED",
            "INVOICE_VERIFIED",
            "AMOUNT_DECIDED",
            "RESERVATION_SIGNED",
            "RESERVATION_FINAL",
            "PAYMENT_WRITTEN",
            "BANK_ACSC",
            "SETTLEMENT_SIGNED",
            "SETTLEMENT_FINAL");
    assertThat(history(rejected).stream().map(Change::cause))
        .endsWith("PAYMENT_WRITTEN", "BANK_RJCT", "RELEASE_FINAL");
    for (ClaimId id : List.of(paid, rejected)) {
      List<Change> changes = history(id);
      for (int i = 0; i < changes.size(); i++) {
        assertThat(changes.get(i).sequence()).isEqualTo(i + 1);
        assertThat(changes.get(i).tenant()).isEqualTo("agency");
        assertThat(changes.get(i).actor()).isEqualTo(i == 0 ? "patient-app" : "claims-service");
      }
      Claim claim = claims.find(id).orElseThrow();
      assertThat(claim.version()).isEqualTo(changes.size());
      assertThat(claim.state().name()).isEqualTo(changes.getLast().state());
    }
  }

  @Test
  void aFateThatIsWrittenDownIsNeverWrittenOver() {
    ClaimId id = ended(ScriptedBank.Mood.SETTLES);
    List<String> before = fates(id);
    assertThat(before).hasSize(2).allMatch(fate -> fate.contains("FINAL"));
    drive(id);
    assertThat(fates(id)).isEqualTo(before);
  }

  private List<String> fates(ClaimId id) {
    return jdbc.sql(
            """
            SELECT CONCAT_WS(' ', kind, attempt, status, outcome, created_at, ended_at, actor, cause)
            FROM ledger_transaction WHERE claim_id = ? ORDER BY kind, attempt
            """)
        .param(id.value())
        .query(String.class)
        .list();
  }
}
