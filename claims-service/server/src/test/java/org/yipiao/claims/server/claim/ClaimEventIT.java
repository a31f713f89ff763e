package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.claims.api.ClaimChanged;
import org.yipiao.claims.server.testing.RunningClaims;
import tools.jackson.databind.json.JsonMapper;

/** The events' exact text, which others read. */
class ClaimEventIT extends RunningClaims {

  @Autowired private JsonMapper json;
  @Autowired private DataSource database;

  @Test
  void keepsItsText() {
    Instant at = Instant.parse("2026-11-22T02:30:00.123456Z");
    String claim = "00112233445566778899aabbccddeeff";
    assertThat(
            json.writeValueAsString(
                new ClaimChanged(
                    claim,
                    "agency",
                    "110601260000000001",
                    3,
                    "ADJUDICATED",
                    "X",
                    59_500L,
                    at,
                    "ab".repeat(32))))
        .isEqualTo(
            "{\"claimId\":\"00112233445566778899aabbccddeeff\",\"payer\":\"agency\","
                + "\"invoiceId\":\"110601260000000001\",\"sequence\":3,"
                + "\"status\":\"ADJUDICATED\",\"cause\":\"X\",\"amountFen\":59500,"
                + "\"at\":\"2026-11-22T02:30:00.123456Z\","
                + "\"personId\":\""
                + "ab".repeat(32)
                + "\"}");
  }

  @Test
  void isReadThoughItIsOfBeforeThePersonWasTold() {
    String before =
        """
        {"claimId":"00112233445566778899aabbccddeeff","payer":"agency",\
        "invoiceId":"110601260000000001","sequence":3,"status":"ADJUDICATED","cause":"X",\
        "amountFen":59500,"at":"2026-11-22T02:30:00.123456Z"}\
        """;

    ClaimChanged read = json.readValue(before, ClaimChanged.class);

    assertThat(read.personId()).isNull();
    assertThat(read.sequence()).isEqualTo(3);
    assertThat(read.at()).isEqualTo(Instant.parse("2026-11-22T02:30:00.123456Z"));
  }

  @Test
  void namesThePersonOfTheClaim() throws SQLException {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    // While nobody publishes, so that the event's row is not gone already.
    try (var leader = database.getConnection();
        var lock = leader.createStatement()) {
      leader.setAutoCommit(false);
      lock.execute("SELECT name FROM outbox_leader WHERE name = 'relay' FOR UPDATE");
      String claim = submit("agency", person, simple(10_000)).value();

      byte[] payload =
          jdbc.sql("SELECT payload FROM outbox_event WHERE aggregate = ?")
              .param(claim)
              .query(byte[].class)
              .single();

      assertThat(json.readValue(payload, ClaimChanged.class).personId()).isEqualTo(person);
      leader.rollback();
    }
  }
}
