package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.testing.AuditContract;
import org.yipiao.platform.testing.MigrationContract;

/** Whose a row is, when it was written, by whom and why. */
class AuditIT extends RunningClaims {

  @Autowired private DataSource database;

  @Test
  void everyRowSaysWhoseItIsAndWhenByWhomAndWhyItWasWritten() throws SQLException {
    AuditContract.verify(
        database,
        "claim",
        "claim_history",
        "claim_verdict",
        "accumulator_entry",
        "bank_message",
        "status_change",
        "outbox_event",
        "inbox_event",
        "idempotency_key");
  }

  /** While nobody publishes, so that no event's row is gone already. */
  @Test
  void theEventOfAChangeNamesTheSameActorAndCauseAsItsHistory() throws SQLException {
    try (var leader = database.getConnection();
        var lock = leader.createStatement()) {
      leader.setAutoCommit(false);
      lock.execute("SELECT name FROM outbox_leader WHERE name = 'relay' FOR UPDATE");
      ClaimId id = ended(ScriptedBank.Mood.SETTLES);
      assertThat(
              jdbc.sql(
                      """
                      SELECT CONCAT_WS(' ', tenant, actor, cause) FROM outbox_event
                      WHERE aggregate = ? ORDER BY id
                      """)
                  .param(id.value())
                  .query(String.class)
                  .list())
          .isEqualTo(
              history(id).stream()
                  .map(change -> change.tenant() + " " + change.actor() + " " + change.cause())
                  .toList())
          .startsWith("agency mobile-bff SUBMITTED", "agency claims-service INVOICE_VERIFIED");
      leader.rollback();
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
        assertThat(changes.get(i).actor()).isEqualTo(i == 0 ? "mobile-bff" : "claims-service");
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

  private static final List<String> ROWS_BEFORE =
      List.of(
          """
          INSERT INTO ledger_transaction (claim_id, kind, attempt, tenant, transaction_id,
            expires_at, content, status, outcome, created_at, ended_at, actor, cause)
          VALUES
            ('a', 'RESERVE', 1, 'agency', 'a', '2026-03-01 09:00:00', '', 'EXPIRED', NULL,
             '2026-03-01 08:00:01', '2026-03-01 08:00:02', 'claims-service', 'RESERVE_SIGNED'),
            ('a', 'RESERVE', 2, 'agency', 'b', '2026-03-01 09:00:00', '', 'FINAL', 0,
             '2026-03-01 08:00:02', '2026-03-01 08:00:03', 'claims-service',
             'RESERVE_SIGNED_ANEW'),
            ('a', 'SETTLE', 1, 'agency', 'c', '2026-03-01 09:00:00', '', 'PENDING', NULL,
             '2026-03-01 08:00:06', NULL, 'claims-service', 'SETTLE_SIGNED')
          """,
          """
          INSERT INTO bank_message (claim_id, tenant, message_id, amount_fen, content_sealed,
            bank_status, created_at, answered_at, actor, cause)
          VALUES
            ('a', 'agency', 'Pa', 1, '', 'ACSC', '2026-03-01 08:00:04', '2026-03-01 08:00:05',
             'claims-service', 'PAYMENT_WRITTEN')
          """);

  private static final String PRESENT =
      """
      SELECT CONCAT_WS(' ', kind, attempt, status, actor, cause, COALESCE(ended_at, created_at))
      FROM ledger_transaction WHERE claim_id = ?
      UNION ALL
      SELECT CONCAT_WS(' ', 'PAYMENT', 1, COALESCE(bank_status, 'WRITTEN'), actor, cause,
        COALESCE(answered_at, created_at))
      FROM bank_message WHERE claim_id = ?
      """;

  /** What the rows of a claim say of their present status. */
  private static List<String> present(JdbcClient rows, String claim) {
    return rows.sql(PRESENT).params(claim, claim).query(String.class).list();
  }

  private static List<String> appended(JdbcClient rows, String claim, String columns) {
    return rows.sql(
            "SELECT CONCAT_WS(' ', "
                + columns
                + ") FROM status_change WHERE claim_id = ? ORDER BY created_at, id")
        .param(claim)
        .query(String.class)
        .list();
  }

  private List<String> appended(ClaimId id) {
    assertThat(appended(jdbc, id.value(), "kind, attempt, status, actor, cause, created_at"))
        .as("what the rows say of their present status is appended too")
        .containsAll(present(jdbc, id.value()));
    return appended(jdbc, id.value(), "kind, attempt, status, tenant, cause");
  }

  @Test
  void everyStatusOfATransactionAndOfAPaymentIsAppendedWithItsCause() {
    assertThat(appended(ended(ScriptedBank.Mood.SETTLES)))
        .containsExactly(
            "RESERVE 1 PENDING agency RESERVE_SIGNED",
            "RESERVE 1 FINAL agency LEDGER_APPLIED",
            "PAYMENT 1 WRITTEN agency PAYMENT_WRITTEN",
            "PAYMENT 1 ACSC agency BANK_ACSC",
            "SETTLE 1 PENDING agency SETTLE_SIGNED",
            "SETTLE 1 FINAL agency LEDGER_APPLIED");
    assertThat(appended(ended(ScriptedBank.Mood.REJECTS)))
        .endsWith(
            "PAYMENT 1 RJCT agency BANK_RJCT",
            "RELEASE 1 PENDING agency RELEASE_SIGNED",
            "RELEASE 1 FINAL agency LEDGER_APPLIED");
  }

  @Test
  void howATransactionEndedIsAppendedThoughTheClaimStaysWhereItIs() {
    LEDGER.lose(1);
    ClaimId id = ended(ScriptedBank.Mood.SETTLES);
    drive(id);
    assertThat(appended(id))
        .startsWith(
            "RESERVE 1 PENDING agency RESERVE_SIGNED",
            "RESERVE 1 EXPIRED agency LEDGER_EXPIRED",
            "RESERVE 2 PENDING agency RESERVE_SIGNED_ANEW",
            "RESERVE 2 FINAL agency LEDGER_APPLIED");
  }

  /** However many of its statements the migration had come to when it was cut off. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 7})
  void rowsFromBeforeTellWhatIsKnownOfThemWhereverTheirMigrationWasCutOff(int statements)
      throws IOException {
    var access = SharedTestServers.get().freshDatabase("claims_before_" + statements);
    var source = new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
    migrate(source, "2");
    var rows = JdbcClient.create(source);
    for (String row : ROWS_BEFORE) {
      rows.sql(row).update();
    }
    List<String> migration = MigrationContract.statements("V3__status_change.sql");
    assertThat(migration).hasSize(7);
    for (String statement : migration.subList(0, statements)) {
      rows.sql(statement).update();
    }

    migrate(source, "latest");

    assertThat(appended(rows, "a", "kind, attempt, status, tenant, cause"))
        .containsExactly(
            "RESERVE 1 PENDING agency RESERVE_SIGNED",
            "RESERVE 2 PENDING agency RESERVE_SIGNED_ANEW",
            "RESERVE 1 EXPIRED agency LEDGER_EXPIRED",
            "RESERVE 2 FINAL agency LEDGER_APPLIED",
            "PAYMENT 1 WRITTEN agency PAYMENT_WRITTEN",
            "PAYMENT 1 ACSC agency BANK_ACSC",
            "SETTLE 1 PENDING agency SETTLE_SIGNED");
    assertThat(appended(rows, "a", "kind, attempt, status, actor, cause, created_at"))
        .containsAll(present(rows, "a"));
  }

  private static void migrate(DataSource source, String version) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/platform")
        .target(version)
        .load()
        .migrate();
  }
}
