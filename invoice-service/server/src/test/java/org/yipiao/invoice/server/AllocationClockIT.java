package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A register whose clock is so far behind that all it signs has expired on the ledger. */
class AllocationClockIT extends RunningRegister {

  private JsonNode allocation(String id) throws Exception {
    String bureau = TOKENS.token("bureau", "numbers.allocate");
    return call(bureau, "GET", "/v1/allocations/" + id, null).json();
  }

  @Test
  void signsAnAllocationAFewTimesEverLaterAndThenGivesItUpByName() throws Exception {
    String earlier = allocationId;
    LEDGER.allocationsExpire(true);
    try {
      String bureau = TOKENS.token("bureau", "numbers.allocate");
      String request =
          JSON.writeValueAsString(
              Map.of(
                  "hospital", "hospital-one", "gatewayInstance", "late", "code", CODE, "count", 1));
      Reply reply = call(bureau, "POST", "/v1/allocations", request);
      assertThat(reply.status()).as(reply.body()).isEqualTo(202);
      String id = reply.json().path("allocationId").asString();

      JsonNode settled = allocation(id);

      assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("REFUSED");
      assertThat(settled.path("outcome").asString()).isEqualTo("EXPIRED_TOO_OFTEN");
      var signed =
          jdbc.sql("SELECT created_micros FROM ledger_transaction WHERE subject = ? ORDER BY id")
              .param(id)
              .query(Long.class)
              .list();
      assertThat(signed).hasSize(4);
      assertThat(signed.getLast() - signed.getFirst())
          .as("microseconds over which it was signed anew")
          .isGreaterThan(Duration.ofSeconds(2).toNanos() / 1_000);
    } finally {
      LEDGER.allocationsExpire(false);
    }
    assertThat(allocation(earlier).path("state").asString()).isEqualTo("FINAL");
    allocate();
    assertThat(allocation(allocationId).path("state").asString())
        .as("the next range, once the clock is right")
        .isEqualTo("FINAL");
  }
}
