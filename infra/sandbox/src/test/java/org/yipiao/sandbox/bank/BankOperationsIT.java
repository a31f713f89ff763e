package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Health and metrics, for the bank's own machine and for others. */
class BankOperationsIT extends RunningBank {

  private static final String HEALTH = "/actuator/health";
  private static final String METRICS = "/actuator/prometheus";

  /** Asks through a proxy, with a token when there are scopes. */
  private int statusElsewhere(String path, String... scopes) throws Exception {
    var request = to(path).header("X-Forwarded-For", "10.0.0.1");
    if (scopes.length > 0) {
      request.header("Authorization", "Bearer " + tokens.token("bureau", scopes));
    }
    return send(request).statusCode();
  }

  @Test
  void tellsItsOwnMachineThatItIsUpAndWhatItMeasures() throws Exception {
    var health = get(HEALTH);
    assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
    assertThat(JsonMapper.shared().readTree(health.body()).path("status").asString(""))
        .isEqualTo("UP");

    var metrics = get(METRICS);
    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body()).contains("# TYPE jvm_memory_used_bytes gauge\n");
  }

  @Test
  void asksAnyoneElseForTheScopeOfOperators() throws Exception {
    for (String path : List.of(HEALTH, METRICS)) {
      assertThat(statusElsewhere(path)).as(path).isEqualTo(401);
      assertThat(statusElsewhere(path, "bank.read")).as(path).isEqualTo(403);
      assertThat(statusElsewhere(path, "operations.read")).as(path).isEqualTo(200);
    }
  }
}
