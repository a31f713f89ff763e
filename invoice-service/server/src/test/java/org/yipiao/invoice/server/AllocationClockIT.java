package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A register whose clock is so far behind that all it signs has expired on the ledger. */
class AllocationClockIT extends RunningRegister {

  private JsonNode allocation(String id) throws Exception {
    String bureau = TOKENS.token("bureau", "numbers.allocate");
    return call(bureau, "GET", "/v1/allocations/" + id, null).json();
  }

  /** How long each transaction of an allocation that is not with the ledger still waits. */
  private List<Long> waits(String id) {
    return jdbc.sql(
            """
            SELECT due_micros - created_micros FROM ledger_transaction
            WHERE subject = ? AND due_micros IS NOT NULL
            """)
        .param(id)
        .query(Long.class)
        .list();
  }

  @Test
  void signsAnAllocationAFewTimesEverLaterAndThenGivesItUpByName() throws Exception {
    String earlier = allocationId;
    LEDGER.allocationsExpire(true);
    CLOCK.hold();
    try {
      String bureau = TOKENS.token("bureau", "numbers.allocate");
      String request =
          JSON.writeValueAsString(
              Map.of(
                  "hospital", "hospital-one", "gatewayInstance", "late", "code", CODE, "count", 1));
      Reply reply = call(bureau, "POST", "/v1/allocations", request);
      assertThat(reply.status()).as(reply.body()).isEqualTo(202);
      String id = reply.json().path("allocationId").asString();

      for (long seconds : List.of(1L, 2L, 4L)) {
        Duration wait = Duration.ofSeconds(seconds);
        await().until(() -> waits(id).equals(List.of(wait.toNanos() / 1_000)));
        CLOCK.forward(wait);
      }
      JsonNode settled = allocation(id);

      assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("REFUSED");
      assertThat(settled.path("outcome").asString()).isEqualTo("EXPIRED_TOO_OFTEN");
      assertThat(
              jdbc.sql("SELECT COUNT(*) FROM ledger_transaction WHERE subject = ?")
                  .param(id)
                  .query(Long.class)
                  .single())
          .isEqualTo(4);
    } finally {
      CLOCK.release();
      LEDGER.allocationsExpire(false);
    }
    assertThat(allocation(earlier).path("state").asString()).isEqualTo("FINAL");
    allocate();
    assertThat(allocation(allocationId).path("state").asString())
        .as("the next range, once the clock is right")
        .isEqualTo("FINAL");
  }
}
