package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.testing.AuditContract;

/** Whose a row is, when it was written, by whom and why. */
class InvoiceAuditIT extends RunningRegister {

  /** Of a register before these tables said so. */
  private static final List<String> ROWS_BEFORE =
      List.of(
          """
          INSERT INTO allocation
            (allocation_id, tenant, hospital, member, gateway_instance, code, first_id, last_id,
             state, created_micros, actor, cause)
          VALUES
            ('a', 'bureau', 'hospital-one', 4, 'main', '11060126', 1, 9, 'FINAL', 5,
             'operator', 'ALLOCATION_REQUESTED'),
            ('b', 'bureau', 'hospital-one', 4, 'main', '11060126', 10, 19, 'FINAL', 6,
             'later-operator', 'ALLOCATION_REQUESTED')
          """,
          "INSERT INTO number_counter (code, next_number) VALUES ('11060126', 20), ('11060127', 1)",
          """
          INSERT INTO ledger_transaction
            (id, tenant, kind, subject, member, transaction_id, expiry_micros, bytes,
             request_digest, state, created_micros, final_micros, actor, cause)
          VALUES
            (1, 'hospital-one', 'BATCH', 'a', 4, 'a', 9, '', '', 'EXPIRED', 7, NULL,
             'first-gateway', 'BATCH_SUBMITTED'),
            (2, 'hospital-one', 'BATCH', 'b', 4, 'b', 99, '', '', 'FINAL', 10, 11,
             'first-gateway', 'BATCH_SUBMITTED')
          """,
          """
          INSERT INTO invoice
            (invoice_id, tenant, member, business_key, key_ref, document_type, total_fen,
             claimable_fen, issued_seconds, commitment, sealed, state, ledger_id,
             operation_index, received_micros, actor, cause)
          VALUES
            (1, 'hospital-one', 4, 'a', 'known', '', 1, 1, 1, '', '', 'FINAL', 2, 0, 7,
             'first-gateway', 'BATCH_SUBMITTED'),
            (2, 'hospital-two', 5, 'b', 'known', '', 1, 1, 1, '', '', 'FINAL', 3, 0, 8,
             'second-gateway', 'BATCH_SUBMITTED')
          """,
          """
          INSERT INTO person_key (key_ref, wrapped, created_micros)
          VALUES ('known', '', 7), ('alone', '', 7)
          """,
          """
          INSERT INTO earlier_submission (invoice_id, ledger_id, operation_index)
          VALUES (1, 1, 0)
          """,
          """
          INSERT INTO idempotency_key
            (tenant, idempotency_key, endpoint, request_hash, request_shape, claim, claimed_at,
             created_at)
          VALUES
            ('bureau', 'k', 'POST /v1/persons/person-7/link?a=b', '', '', 'c', '2026-03-01 08:00:00',
             '2026-03-01 08:00:00')
          """,
          """
          INSERT INTO outbox_event
            (event_id, topic, aggregate, type, tenant, payload, created_at)
          VALUES
            ('e', 'invoice.events.v1', '1', 'InvoiceIssued', 'hospital-one', '',
             '2026-03-01 08:00:00')
          """,
          """
          INSERT INTO inbox_event (consumer, event_id, received_at)
          VALUES ('reader', 'e', '2026-03-01 08:00:00')
          """);

  @Autowired private DataSource database;

  @Test
  void everyRowSaysWhoseItIsAndWhenByWhomAndWhyItWasWritten() throws SQLException {
    AuditContract.verify(
        database,
        "invoice",
        "number_counter",
        "person_key",
        "earlier_submission",
        "person_name",
        "link_attempt",
        "outbox_event",
        "inbox_event",
        "idempotency_key");
  }

  /** While nobody publishes, so that no event's row is gone already. */
  @Test
  void theEventOfAnInvoiceNamesTheSameActorAndCauseAsItsHistory() throws Exception {
    try (var leader = database.getConnection();
        var lock = leader.createStatement()) {
      leader.setAutoCommit(false);
      lock.execute("SELECT name FROM outbox_leader WHERE name = 'relay' FOR UPDATE");
      var issued = List.of(HOSPITAL.issue(nextId, "E-" + nextId));
      String batchId = newId();
      call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
      assertThat(
              call(hospital(), "GET", "/v1/batches/" + batchId, null)
                  .json()
                  .path("state")
                  .asString())
          .isEqualTo("FINAL");
      assertThat(origins("outbox_event", "aggregate = '" + nextId + "'"))
          .containsExactly("hospital-one ledger APPLIED");
      assertThat(changes("INVOICE", Long.toString(nextId)))
          .endsWith("FINAL hospital-one ledger APPLIED");
      leader.rollback();
    }
  }

  @Test
  void anIdempotencyKeyNamesWhoAskedForWhat() {
    assertThat(origins("idempotency_key", "actor = 'bureau-client'"))
        .contains("bureau bureau-client POST /v1/allocations");
  }

  @Test
  void countersKeysAndEarlierSubmissionsNameWhoBroughtThem() throws Exception {
    long before = Micros.of(Instant.now());
    var issued = List.of(HOSPITAL.issue(nextId, "A-" + nextId));
    var never = HOSPITAL.sign(issued);
    LEDGER.deny(never);
    LEDGER.lose(never);
    String first = newId();
    call(hospital(), "POST", "/v1/batches", batch(first, never, issued));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + first, null).json().path("state").asString())
        .isEqualTo("EXPIRED");
    String second = newId();
    call(hospital(), "POST", "/v1/batches", batch(second, HOSPITAL.sign(issued), issued));

    assertThat(origins("earlier_submission", "invoice_id = " + nextId))
        .containsExactly("hospital-one hospital-one-client BATCH_SUBMITTED");
    assertThat(
            jdbc.sql("SELECT created_micros FROM earlier_submission WHERE invoice_id = ?")
                .param(nextId)
                .query(Long.class)
                .single())
        .isGreaterThanOrEqualTo(before);
    assertThat(origins("number_counter", "code = '" + CODE + "'"))
        .containsExactly("bureau bureau-client ALLOCATION_REQUESTED");
    // The test's hospitals issue for one person, whose key came with the first of them.
    assertThat(
            origins(
                "person_key",
                "key_ref = (SELECT key_ref FROM invoice WHERE invoice_id = " + nextId + ")"))
        .hasSize(1)
        .allMatch(origin -> origin.matches("hospital-[a-z]+ hospital-[a-z-]+ BATCH_SUBMITTED"));
  }

  @Test
  void everyStateOfATransactionIsAppendedOnceForAllItsInvoicesWithWhoCausedItAndWhy()
      throws Exception {
    var issued =
        List.of(
            HOSPITAL.issue(nextId, "S-" + nextId), HOSPITAL.issue(nextId + 1, "S-" + (nextId + 1)));
    var transaction = HOSPITAL.sign(issued);
    LEDGER.forgetOnce(transaction);
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, transaction, issued));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + batchId, null).json().path("state").asString())
        .isEqualTo("FINAL");

    assertThat(changes("BATCH", batchId))
        .containsExactly(
            "RECEIVED hospital-one hospital-one-client BATCH_SUBMITTED",
            "RELAYED hospital-one ledger TAKEN_BY_NODE",
            "RECEIVED hospital-one ledger UNKNOWN_TO_LEDGER",
            "RELAYED hospital-one ledger TAKEN_BY_NODE",
            "FINAL hospital-one ledger LEDGER");
    assertThat(
            origins(
                "ledger_transaction",
                "subject = '" + batchId + "' AND updated_micros = final_micros"))
        .containsExactly("hospital-one ledger LEDGER");
    assertThat(changes("ALLOCATION", allocationId))
        .containsExactly(
            "RECEIVED bureau bureau-client ALLOCATION_REQUESTED",
            "RELAYED bureau ledger TAKEN_BY_NODE",
            "FINAL bureau ledger APPLIED");
  }

  private List<String> changes(String kind, String subject) {
    return jdbc.sql(
            """
            SELECT CONCAT_WS(' ', state, tenant, actor, cause) FROM status_change
            WHERE subject_kind = ? AND subject = ? ORDER BY id
            """)
        .params(kind, subject)
        .query(String.class)
        .list();
  }

  private List<String> origins(String table, String condition) {
    return origins(jdbc, table, condition);
  }

  private static List<String> origins(JdbcClient rows, String table, String condition) {
    return rows.sql(
            "SELECT CONCAT_WS(' ', tenant, actor, cause) FROM " + table + " WHERE " + condition)
        .query(String.class)
        .list();
  }

  @Test
  void rowsFromBeforeTellWhatIsKnownOfThem() {
    var access = SharedTestServers.get().freshDatabase("invoice_before");
    var source = new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
    migrate(source, "3");
    var rows = JdbcClient.create(source);
    for (String row : ROWS_BEFORE) {
      rows.sql(row).update();
    }

    migrate(source, "latest");

    assertThat(origins(rows, "number_counter", "code = '11060126' AND updated_micros = 6"))
        .containsExactly("bureau later-operator ALLOCATION_REQUESTED");
    assertThat(origins(rows, "number_counter", "code = '11060127' AND updated_micros = 0"))
        .containsExactly("unknown unknown UNKNOWN");
    assertThat(origins(rows, "person_key", "key_ref = 'known'"))
        .containsExactly("hospital-one first-gateway BATCH_SUBMITTED");
    assertThat(origins(rows, "person_key", "key_ref = 'alone'"))
        .containsExactly("unknown unknown UNKNOWN");
    assertThat(origins(rows, "earlier_submission", "invoice_id = 1 AND created_micros = 10"))
        .containsExactly("hospital-one first-gateway BATCH_SUBMITTED");
    assertThat(origins(rows, "ledger_transaction", "id = 1 AND updated_micros = 7"))
        .containsExactly("hospital-one ledger TRANSACTION_EXPIRED");
    assertThat(origins(rows, "ledger_transaction", "id = 2 AND updated_micros = 11"))
        .containsExactly("hospital-one ledger LEDGER");
    assertThat(origins(rows, "idempotency_key", "idempotency_key = 'k'"))
        .containsExactly("bureau unknown POST");
    assertThat(origins(rows, "outbox_event", "event_id = 'e'"))
        .containsExactly("hospital-one unknown InvoiceIssued");
    assertThat(origins(rows, "inbox_event", "event_id = 'e'"))
        .containsExactly("unknown reader UNKNOWN");
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
